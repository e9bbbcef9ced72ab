#include "scenarios/yaml_document.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

std::string first_problem(const std::string& text) {
    const YamlDocument document = read_yaml(text, "f.yaml");
    return document.problems.empty() ? "" : to_text(document.problems[0]);
}

}  // namespace

TEST_CASE("YAML keeps text as text and knows where each value stands", "[scenarios]") {
    const YamlDocument document =
        read_yaml("a: NO\nb: \"12\"\nc: 12\nd:\n  - 1.5\n  - true\n  - on\n", "f.yaml");
    REQUIRE(document.problems.empty());
    CHECK(document.value["a"] == "NO");
    CHECK(document.value["b"] == "12");
    CHECK(document.value["c"] == 12);
    CHECK(document.value["d"] == nlohmann::json::parse("[1.5, true, \"on\"]"));
    CHECK(document.mark("/d/1").line == 6);
    CHECK(document.mark("/d/9/x").line == 5);
}

TEST_CASE("an empty YAML file begins at its first line", "[scenarios]") {
    for (const char* text : {"", "# only a comment\n", "%\n   "}) {
        const YamlDocument document = read_yaml(text, "f.yaml");
        CHECK(document.value.is_null());
        CHECK(document.mark("").line == 1);
    }
}

TEST_CASE("YAML that cannot be trusted is refused with its place", "[scenarios]") {
    CHECK(first_problem("a: 1\nb: 2\na: 3\n") ==
          "f.yaml:3:1: error [yaml.102]: the key \"a\" stands twice; keep one of them");
    CHECK(first_problem("a: [1, 2\n").find("error [yaml.101]: not valid YAML") !=
          std::string::npos);
    CHECK(first_problem("\xFF").find("[yaml.101]: not well-formed UTF-8") != std::string::npos);
    CHECK(first_problem(std::string(2 << 20, 'a')).find("[yaml.106]") != std::string::npos);
    // Texts that yaml-cpp takes for documents without end.
    CHECK(first_problem(",").find("[yaml.107]") != std::string::npos);
    CHECK(first_problem("a: 1\n,\n").find("f.yaml:") == 0);
    std::string deep;
    for (int k = 0; k < 60; ++k) deep += "[";
    CHECK(first_problem(deep + std::string(60, ']')).find("[yaml.104]") != std::string::npos);
    // Nine lines that would be a thousand million values once written out.
    std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int k = 1; k < 9; ++k) {
        const std::string from = "*a" + std::to_string(k - 1);
        laughs += "a" + std::to_string(k) + ": &a" + std::to_string(k) + " [" + from;
        for (int n = 0; n < 9; ++n) laughs += ", " + from;
        laughs += "]\n";
    }
    CHECK(first_problem(laughs).find("[yaml.103]") != std::string::npos);
}
