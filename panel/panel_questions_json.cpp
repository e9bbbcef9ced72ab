#include "panel/panel_parts_json.hpp"

#include "panel/json.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

Result<LookFor> look_for_from_json(const Json& value, const std::string& where) {
    if (value.is_string()) return LookFor{value.get<std::string>(), {}};
    JsonReader reader(value, where, "panel");
    LookFor look{reader.text("point"), reader.texts_or_empty("ways")};
    if (!reader.ok()) return reader.error();
    return look;
}

Result<FollowUp> follow_up_from_json(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "panel");
    FollowUp follow_up;
    const Json* when = reader.find("when");
    Result<Condition> condition = condition_from_json(when ? *when : Json(), where + "/when");
    if (!condition) {
        reader.absorb(condition.error());
    } else {
        follow_up.when = std::move(*condition);
        follow_up.when_text = to_text(follow_up.when);
    }
    follow_up.ask = reader.text("ask");
    if (!reader.ok()) return reader.error();
    return follow_up;
}

Result<ValueSign> sign_from_json(const Json& value, const std::string& where) {
    Result<LookFor> point = look_for_from_json(value, where);
    if (!point) return point.error();
    ValueSign sign{std::move(*point), {}};
    if (!value.is_object() || !value.contains("when")) return sign;
    Result<Condition> when = condition_from_json(value["when"], where + "/when");
    if (!when) return when.error();
    sign.when = std::move(*when);
    return sign;
}

}  // namespace

Result<RoundSpec> round_from_json(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "panel");
    RoundSpec round;
    round.id = reader.text("id");
    round.seat = reader.text_or("seat", round.id);
    round.minutes = reader.integer_or("minutes", 45, 1, 480);
    round.questions = reader.texts_or_empty("questions");
    round.kind = reader.text_or("kind", round.id);
    if (!reader.ok()) return reader.error();
    return round;
}

Result<QuestionSpec> question_from_json(const Json& value, const std::string& where) {
    JsonReader reader(value, where, "panel");
    QuestionSpec question;
    question.id = reader.text("id");
    question.ask = reader.text("ask");
    question.signals = text_or_list(reader, "signals");
    question.looks_for = reader.items_or_empty<LookFor>("looks_for", 100, look_for_from_json);
    question.follow_ups = reader.items_or_empty<FollowUp>("follow_ups", 100, follow_up_from_json);
    question.challenges = text_or_list(reader, "challenges");
    if (const Json* problem = reader.find("problem")) {
        JsonReader object(*problem, reader.where_of("problem"), "panel");
        question.problem =
            ProblemSpec{object.text_or("statement", ""), read_texts(object, "starter"),
                        read_texts(object, "tests"), object.texts_or_empty("pitfalls")};
        if (!object.ok()) reader.absorb(object.error());
    }
    if (!reader.ok()) return reader.error();
    return question;
}

Result<CompanyValue> value_from_json(const Json& value, const std::string& where) {
    CompanyValue read;
    if (value.is_string()) {
        read.id = value.get<std::string>();
        return read;
    }
    JsonReader reader(value, where, "panel");
    read.id = reader.text("id");
    read.meaning = reader.text_or("meaning", "");
    read.signals = text_or_list(reader, "signals");
    read.counts = reader.items_or_empty<ValueSign>("counts", 50, sign_from_json);
    read.ask = reader.text_or("ask", "");
    if (!reader.ok()) return reader.error();
    return read;
}

}  // namespace halfstep
