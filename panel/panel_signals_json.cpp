#include "panel/panel_parts_json.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kMilliMax = 11'000;

/// A map of names to whole numbers, or to labels of the scale where there is one.
std::map<std::string, std::int64_t> read_numbers(JsonReader& reader, const char* key,
                                                 std::int64_t high, const Scale* scale) {
    std::map<std::string, std::int64_t> numbers;
    const Json* values = reader.find(key);
    if (!values) return numbers;
    JsonReader map(*values, reader.where_of(key), "panel");
    for (const auto& [name, value] : values->items()) {
        if (!map.ok()) break;
        if (scale && value.is_string()) {
            const auto index = scale->index_of(value.get<std::string>());
            if (!index) {
                map.fail(120, map.where_of(name.c_str()),
                         "\"" + value.get<std::string>() + "\" is not a label of the scale",
                         "use one of the scale's labels, or milli-steps");
                break;
            }
            // "The lowest rating that passes": half a step below that label fails.
            numbers[name] =
                std::max<std::int64_t>(0, static_cast<std::int64_t>(*index) * 1000 - 500);
            continue;
        }
        numbers[name] = map.integer(name.c_str(), 0, high);
    }
    if (!map.ok()) reader.absorb(map.error());
    return numbers;
}

Result<OwnWords> own_words_from_json(const Json& value, const std::string& where) {
    if (value.is_string()) return OwnWords{{value.get<std::string>()}, {}};
    JsonReader reader(value, where, "panel");
    OwnWords entry{text_or_list(reader, "words"), {}};
    if (const auto means = reader.optional_text("means")) {
        entry.means = observation_named(*means);
        if (!entry.means) {
            reader.fail(107, reader.where_of("means"),
                        "nothing observed is called \"" + *means + "\"",
                        "such as number, failure mode, learning");
        }
    }
    if (!reader.ok()) return reader.error();
    return entry;
}

}  // namespace

Scale read_scale(JsonReader& reader) {
    const Json* value = reader.find("scale");
    if (!value) return default_scale();
    JsonReader object(*value, reader.where_of("scale"), "panel");
    Scale scale;
    scale.labels = object.items_or_empty<ScaleLabel>(
        "labels", limits::kScaleLabelsMax,
        [](const Json& item, const std::string& where) -> Result<ScaleLabel> {
            JsonReader label(item, where, "panel");
            ScaleLabel read{label.text("label"), label.text_or("meaning", "")};
            if (!label.ok()) return label.error();
            return read;
        });
    if (scale.labels.empty()) scale.labels = default_scale().labels;
    const std::string bar = object.text_or("bar", "lean_hire");
    const auto index = scale.index_of(bar);
    if (!index || *index == 0 || scale.labels.size() < limits::kScaleLabelsMin) {
        object.fail(121, object.where_of("bar"),
                    "the bar \"" + bar + "\" must be a label above the lowest",
                    "name the lowest label that meets the bar");
    }
    scale.bar = index.value_or(1);
    if (!object.ok()) reader.absorb(object.error());
    return scale;
}

Result<SignalSpec> signal_from_json(const Json& value, const std::string& where,
                                    const Scale& scale) {
    JsonReader reader(value, where, "panel");
    SignalSpec signal;
    signal.id = reader.text("id");
    signal.meaning = reader.text_or("meaning", "");
    signal.owner = text_or_list(reader, "owner");
    signal.weights = read_numbers(reader, "weights", 1000, nullptr);
    signal.floors = read_numbers(reader, "floors", kMilliMax, &scale);
    signal.relief = reader.integer_or("relief", 0, 0, kMilliMax);
    signal.compensable = reader.integer_or("compensable", 0, 0, 1000);
    signal.adjacent = read_numbers(reader, "adjacent", 1000, nullptr);
    if (const Json* anchors = reader.find("anchors"); anchors && anchors->is_object()) {
        JsonReader levels(*anchors, reader.where_of("anchors"), "panel");
        for (const auto& [level, unused] : anchors->items()) {
            signal.anchors[level] = read_texts(levels, level.c_str());
        }
        if (!levels.ok()) reader.absorb(levels.error());
    }
    signal.vocabulary = reader.items_or_empty<OwnWords>("vocabulary", 200, own_words_from_json);
    signal.usual_rejection = reader.text_or("usual_rejection", "");
    if (!reader.ok()) return reader.error();
    return signal;
}

}  // namespace halfstep
