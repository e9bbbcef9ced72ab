#include "debrief/fingerprint.hpp"

#include <cmath>

#include "base/sha256.hpp"

namespace halfstep {
namespace {

constexpr const char* kEngine = "halfstep-debrief/1";

/// Length-prefixed fields: no two different inputs give the same bytes.
class Fields {
public:
    void add(std::string_view text) {
        bytes_ += std::to_string(text.size());
        bytes_ += ':';
        bytes_ += text;
    }
    void add(std::int64_t number) {
        bytes_ += 'i';
        bytes_ += std::to_string(number);
        bytes_ += ';';
    }
    void add(const std::map<std::string, std::int64_t>& numbers) {
        add(static_cast<std::int64_t>(numbers.size()));
        for (const auto& [name, number] : numbers) {
            add(name);
            add(number);
        }
    }
    void add(const std::vector<std::string>& texts) {
        add(static_cast<std::int64_t>(texts.size()));
        for (const std::string& text : texts) add(text);
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

void add_parameter(Fields& fields, const PolicyValue& value) {
    fields.add(static_cast<std::int64_t>(value.index()));
    if (const auto* flag = std::get_if<bool>(&value)) fields.add(std::int64_t{*flag});
    if (const auto* number = std::get_if<std::int64_t>(&value)) fields.add(*number);
    if (const auto* word = std::get_if<std::string>(&value)) fields.add(*word);
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value)) {
        fields.add(static_cast<std::int64_t>(list->size()));
        for (const std::int64_t number : *list) fields.add(number);
    }
}

}  // namespace

std::string fingerprint(const PanelSpec& panel, const PanelRules& rules,
                        const std::string& raters_sha256) {
    Fields fields;
    fields.add(kEngine);
    fields.add(rules.level);
    fields.add(panel.ladder);
    fields.add(static_cast<std::int64_t>(panel.scale.labels.size()));
    for (const ScaleLabel& label : panel.scale.labels) fields.add(label.label);
    fields.add(static_cast<std::int64_t>(panel.scale.bar));
    fields.add(static_cast<std::int64_t>(panel.signals.size()));
    for (const SignalSpec& signal : panel.signals) {
        fields.add(signal.id);
        fields.add(signal.owner);
        fields.add(signal.weights);
        fields.add(signal.floors);
        fields.add(signal.relief);
        fields.add(signal.compensable);
        fields.add(signal.adjacent);
    }
    fields.add(static_cast<std::int64_t>(panel.seats.size()));
    for (const SeatSpec& seat : panel.seats) {
        fields.add(seat.id);
        fields.add(std::llround(seat.persona.stubbornness * 1000));
        fields.add(std::llround(seat.persona.loudness * 1000));
    }
    fields.add(rules.policy);
    for (const auto& [name, value] : rules.parameters) {
        fields.add(name);
        add_parameter(fields, value);
    }
    fields.add(raters_sha256);
    return sha256_hex(fields.bytes());
}

}  // namespace halfstep
