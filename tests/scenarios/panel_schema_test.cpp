// The schema that editors use and the loader that decides must agree on every file we have.
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "scenarios/library.hpp"
#include "scenarios/yaml_document.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const fs::path kRoot = HALFSTEP_SOURCE_DIR;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

json schema_document() {
    return json::parse(text_of(kRoot / "panel/schema/panel.schema.json"));
}

bool schema_accepts(const json& value) {
    static const json document = schema_document();
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document),
                                            schema);
    valijson::ValidationResults results;
    const bool accepted = valijson::Validator().validate(
        schema, valijson::adapters::NlohmannJsonAdapter(value), &results);
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        std::string place;
        for (const std::string& step : error.context) place += step;
        UNSCOPED_INFO(place << ": " << error.description);
    }
    return accepted;
}

/// Every object of the schema that describes a field, with its place. The conditions on the whole
/// name fields that are described elsewhere.
void each_field(const json& schema, const std::string& place,
                const std::function<void(const json&, const std::string&)>& visit) {
    if (place == "/anyOf") return;
    if (schema.is_object() && schema.contains("properties")) {
        for (const auto& [name, field] : schema["properties"].items()) {
            visit(field, place + "/" + name);
        }
    }
    if (schema.is_structured()) {
        for (const auto& [name, inner] : schema.items()) {
            each_field(inner, place + "/" + name, visit);
        }
    }
}

}  // namespace

TEST_CASE("every field of the schema has a description", "[scenarios]") {
    each_field(schema_document(), "", [](const json& field, const std::string& place) {
        INFO(place);
        CHECK(field.contains("description"));
    });
}

TEST_CASE("the schema accepts what the library holds", "[scenarios]") {
    for (const auto& entry : fs::directory_iterator(kRoot / "scenarios/library/panels")) {
        INFO(entry.path().string());
        CHECK(schema_accepts(read_yaml(text_of(entry.path()), "f").value));
    }
}

TEST_CASE("what the schema refuses, the loader refuses", "[scenarios]") {
    const Library library({kRoot / "scenarios/library"});
    std::size_t refused = 0;
    for (const auto& entry : fs::directory_iterator(kRoot / "tests/invalid/panel")) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string text = text_of(entry.path());
        if (schema_accepts(read_yaml(text, "f").value)) continue;
        ++refused;
        INFO(entry.path().string());
        CHECK(has_errors(library.check_panel(text, entry.path().filename().string()).problems));
    }
    CHECK(refused >= 2);
}
