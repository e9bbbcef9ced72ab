#include <array>
#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

const std::vector<std::string_view> kMoves{"opening",      "question",     "follow_up",
                                           "challenge",    "interruption", "nudge",
                                           "time_warning", "closing",      "reply"};
const std::vector<std::string_view> kTurnKinds{"speech", "code", "run", "drawing"};

/// JSON text that the log carries as it is; an empty text is null.
Json embedded(const std::string& text) {
    return text.empty() ? Json() : Json::parse(text);
}

std::string embedded_text(JsonReader& reader, const char* key) {
    const Json* value = reader.find(key);
    return value ? canonical(*value) : "";
}

std::size_t read_turn(JsonReader& reader) {
    return static_cast<std::size_t>(reader.integer("turn", 0, kTurnMax));
}

std::vector<Change> read_changes(JsonReader& reader) {
    std::vector<Change> changes;
    const Json& values = reader.array_or_empty("changes");
    for (std::size_t k = 0; k < values.size() && reader.ok(); ++k) {
        Result<Change> change =
            change_from_json(values[k], reader.where_of("changes") + "/" + std::to_string(k));
        if (!change) {
            reader.absorb(change.error());
        } else {
            changes.push_back(std::move(*change));
        }
    }
    return changes;
}

// One pair of functions per kind, in the order of EventBody.

Json data_of(const LoopStarted& event) {
    Json data{{"panel", to_json(event.panel)},
              {"target_level", event.target_level},
              {"candidate", event.candidate},
              {"seed", event.seed}};
    if (!event.origin.empty()) data["origin"] = event.origin;
    return data;
}

void read(JsonReader& reader, LoopStarted& event) {
    const Json* panel = reader.find("panel");
    Result<PanelSpec> spec = panel_from_json(panel ? *panel : Json());
    if (!spec) {
        reader.absorb(spec.error());
    } else {
        event.panel = std::move(*spec);
    }
    event.target_level = reader.text("target_level");
    event.candidate = reader.text_or("candidate", "");
    const Json* seed = reader.find("seed");
    if (seed && seed->is_number_unsigned()) event.seed = seed->get<std::uint64_t>();
    event.origin = reader.text_or("origin", "");
}

Json data_of(const RoundStarted& event) {
    return {{"round", event.round}, {"seat", event.seat}, {"minutes", event.minutes}};
}

void read(JsonReader& reader, RoundStarted& event) {
    event.round = reader.text("round");
    event.seat = reader.text("seat");
    event.minutes = reader.integer_or("minutes", 45, 0, 1440);
}

Json data_of(const QuestionAsked& event) {
    Json data{{"round", event.round}, {"turn", event.turn},         {"move", to_text(event.move)},
              {"text", event.text},   {"question", event.question}, {"reason", event.reason},
              {"quote", event.quote}};
    if (event.asks_for) data["asks_for"] = to_text(*event.asks_for);
    if (!event.by.empty()) data["by"] = event.by;
    if (!event.key.empty()) data["key"] = event.key;
    return data;
}

void read(JsonReader& reader, QuestionAsked& event) {
    event.round = reader.text("round");
    event.turn = read_turn(reader);
    event.move = static_cast<MoveKind>(reader.choice("move", kMoves));
    event.text = reader.text("text");
    event.question = reader.text_or("question", "");
    event.reason = reader.text_or("reason", "");
    event.quote = reader.text_or("quote", "");
    if (const auto kind = reader.optional_text("asks_for")) {
        event.asks_for = observation_kind_from(*kind);
    }
    event.by = reader.text_or("by", "");
    event.key = reader.text_or("key", "");
}

Json data_of(const RemarkMade& event) {
    return {{"round", event.round},
            {"turn", event.turn},
            {"move", to_text(event.move)},
            {"text", event.text},
            {"reason", event.reason}};
}

void read(JsonReader& reader, RemarkMade& event) {
    event.round = reader.text("round");
    event.turn = read_turn(reader);
    event.move = static_cast<MoveKind>(reader.choice("move", kMoves));
    event.text = reader.text("text");
    event.reason = reader.text_or("reason", "");
}

Json data_of(const AnswerGiven& event) {
    Json data{{"round", event.round}, {"turn", event.turn},       {"kind", to_text(event.kind)},
              {"text", event.text},   {"partial", event.partial}, {"key", event.key}};
    if (event.at_ms) data["at_ms"] = *event.at_ms;
    if (event.until_ms) data["until_ms"] = *event.until_ms;
    return data;
}

void read(JsonReader& reader, AnswerGiven& event) {
    event.round = reader.text("round");
    event.turn = read_turn(reader);
    event.kind = static_cast<TurnKind>(reader.choice_or("kind", kTurnKinds, 0));
    event.text = reader.text("text");
    event.partial = reader.flag_or("partial", false);
    event.key = reader.text_or("key", "");
    event.at_ms = reader.optional_integer("at_ms", 0, INT64_MAX);
    event.until_ms = reader.optional_integer("until_ms", 0, INT64_MAX);
}

Json data_of(const RoundFinished& event) {
    return {{"round", event.round}, {"by", event.by}, {"key", event.key}};
}

void read(JsonReader& reader, RoundFinished& event) {
    event.round = reader.text("round");
    event.by = reader.text("by");
    event.key = reader.text_or("key", "");
}

Json data_of(const FeedbackSealed& event) {
    return {{"seat", event.seat}, {"rater", event.rater}, {"sha256", event.sha256}};
}

void read(JsonReader& reader, FeedbackSealed& event) {
    event.seat = reader.text("seat");
    event.rater = reader.text_or("rater", "");
    event.sha256 = reader.text("sha256");
}

Json data_of(const SeatAbstained& event) {
    return {{"seat", event.seat}, {"rater", event.rater}, {"reason", event.reason}};
}

void read(JsonReader& reader, SeatAbstained& event) {
    event.seat = reader.text("seat");
    event.rater = reader.text_or("rater", "");
    event.reason = reader.text_or("reason", "");
}

Json data_of(const EnvelopesOpened& event) {
    Json feedback = Json::array();
    for (const Feedback& item : event.feedback) feedback.push_back(to_json(item));
    return {{"feedback", std::move(feedback)}};
}

void read(JsonReader& reader, EnvelopesOpened& event) {
    const Json& values = reader.array_or_empty("feedback");
    for (std::size_t k = 0; k < values.size() && reader.ok(); ++k) {
        Result<Feedback> item =
            feedback_from_json(values[k], reader.where_of("feedback") + "/" + std::to_string(k));
        if (!item) {
            reader.absorb(item.error());
        } else {
            event.feedback.push_back(std::move(*item));
        }
    }
}

Json data_of(const DebriefStep& event) {
    return {{"step", event.step}, {"detail", embedded(event.json)}};
}

void read(JsonReader& reader, DebriefStep& event) {
    event.step = reader.text("step");
    event.json = embedded_text(reader, "detail");
}

Json data_of(const VerdictReached& event) {
    return {{"verdict", embedded(event.json)}};
}

void read(JsonReader& reader, VerdictReached& event) {
    event.json = embedded_text(reader, "verdict");
}

Json data_of(const VariationCreated& event) {
    Json changes = Json::array();
    for (const Change& change : event.changes) changes.push_back(to_json(change));
    return {{"variation", event.variation},
            {"parent", event.parent},
            {"name", event.name},
            {"changes", std::move(changes)},
            {"verdict", embedded(event.verdict_json)}};
}

void read(JsonReader& reader, VariationCreated& event) {
    event.variation = reader.text("variation");
    event.parent = reader.text_or("parent", "");
    event.name = reader.text_or("name", "");
    event.changes = read_changes(reader);
    event.verdict_json = embedded_text(reader, "verdict");
}

Json data_of(const VariationChanged& event) {
    return {{"variation", event.variation}, {"name", event.name},
            {"deleted", event.deleted},     {"promoted", event.promoted},
            {"restored", event.restored},   {"demoted", event.demoted}};
}

void read(JsonReader& reader, VariationChanged& event) {
    event.variation = reader.text("variation");
    event.name = reader.text_or("name", "");
    event.deleted = reader.flag_or("deleted", false);
    event.promoted = reader.flag_or("promoted", false);
    event.restored = reader.flag_or("restored", false);
    event.demoted = reader.flag_or("demoted", false);
}

Json data_of(const RatingCorrected& event) {
    return {{"seat", event.seat},
            {"signal", event.signal},
            {"rating", event.label},
            {"author", event.author},
            {"reason", event.reason},
            {"kind", event.kind},
            {"verdict", embedded(event.verdict_json)}};
}

void read(JsonReader& reader, RatingCorrected& event) {
    event.seat = reader.text("seat");
    event.signal = reader.text("signal");
    event.label = reader.text("rating");
    event.author = reader.text_or("author", "");
    event.reason = reader.text_or("reason", "");
    event.kind = reader.text_or("kind", "own_round");
    event.verdict_json = embedded_text(reader, "verdict");
}

Json data_of(const CommentAdded& event) {
    Json data{{"author", event.author},
              {"text", event.text},
              {"card", event.card},
              {"round", event.round}};
    if (event.turn) data["turn"] = *event.turn;
    return data;
}

void read(JsonReader& reader, CommentAdded& event) {
    event.author = reader.text_or("author", "");
    event.text = reader.text("text");
    event.card = reader.text_or("card", "");
    event.round = reader.text_or("round", "");
    if (const auto turn = reader.optional_integer("turn", 0, kTurnMax)) {
        event.turn = static_cast<std::size_t>(*turn);
    }
}

Json data_of(const LoopPaused& event) {
    return {{"key", event.key}};
}

void read(JsonReader& reader, LoopPaused& event) {
    event.key = reader.text_or("key", "");
}

Json data_of(const LoopResumed& event) {
    return {{"key", event.key}};
}

void read(JsonReader& reader, LoopResumed& event) {
    event.key = reader.text_or("key", "");
}

Json data_of(const SeatTaken& event) {
    return {{"seat", event.seat},
            {"name", event.name},
            {"conducts", event.conducts},
            {"key", event.key}};
}

void read(JsonReader& reader, SeatTaken& event) {
    event.seat = reader.text("seat");
    event.name = reader.text_or("name", "");
    event.conducts = reader.flag_or("conducts", false);
    event.key = reader.text_or("key", "");
}

Json data_of(const ModelReplied& event) {
    return {{"seat", event.seat},
            {"round", event.round},
            {"task", event.task},
            {"model", event.model},
            {"prompt", event.prompt},
            {"outcome", event.outcome},
            {"error", event.error},
            {"reason", event.reason},
            {"text", event.text},
            {"proposed", event.proposed},
            {"refused", to_json(event.refused)},
            {"requests", event.requests},
            {"input_tokens", event.input_tokens},
            {"output_tokens", event.output_tokens},
            {"took_ms", event.took_ms}};
}

void read(JsonReader& reader, ModelReplied& event) {
    event.seat = reader.text("seat");
    event.round = reader.text_or("round", "");
    event.task = reader.text("task");
    event.model = reader.text_or("model", "");
    event.prompt = reader.text_or("prompt", "");
    event.outcome = reader.text("outcome");
    event.error = reader.text_or("error", "");
    event.reason = reader.text_or("reason", "");
    event.text = reader.text_or("text", "");
    event.proposed = read_proposed(reader);
    event.refused = read_refused(reader);
    event.requests = reader.integer_or("requests", 0, 0, INT64_MAX);
    event.input_tokens = reader.integer_or("input_tokens", 0, 0, INT64_MAX);
    event.output_tokens = reader.integer_or("output_tokens", 0, 0, INT64_MAX);
    event.took_ms = reader.integer_or("took_ms", 0, 0, INT64_MAX);
}

template <typename T>
EventBody read_body(JsonReader& reader) {
    T body;
    read(reader, body);
    return body;
}

template <std::size_t... K>
EventBody read_alternative(std::size_t index, JsonReader& reader, std::index_sequence<K...>) {
    using Read = EventBody (*)(JsonReader&);
    constexpr std::array<Read, sizeof...(K)> readers{
        &read_body<std::variant_alternative_t<K, EventBody>>...};
    return readers[index](reader);
}

template <std::size_t... K>
std::vector<std::string_view> all_kinds(std::index_sequence<K...>) {
    return {kind_of(EventBody(std::in_place_index<K>))...};
}

constexpr auto kAlternatives = std::make_index_sequence<std::variant_size_v<EventBody>>{};

}  // namespace

std::string_view to_text(MoveKind move) {
    return kMoves[static_cast<std::size_t>(move)];
}

Json to_json(const Event& event) {
    return {{"loop", event.loop},
            {"seq", event.seq},
            {"at_ms", event.at_ms},
            {"kind", kind_of(event.body)},
            {"version", event.version},
            {"data", std::visit([](const auto& body) { return data_of(body); }, event.body)}};
}

Result<Event> event_from_json(const Json& value) {
    JsonReader reader(value, "", "event");
    Event event;
    event.loop = reader.text("loop");
    event.seq = static_cast<std::uint64_t>(reader.integer("seq", 1, INT64_MAX));
    event.at_ms = reader.integer("at_ms", 0, INT64_MAX);
    event.version = static_cast<int>(reader.integer_or("version", 1, 1, 1));
    const std::size_t kind = reader.choice("kind", all_kinds(kAlternatives));
    if (!reader.ok()) return reader.error();
    const Json* data = reader.find("data");
    const Json missing;
    JsonReader body(data ? *data : missing, "/data", "event");
    event.body = read_alternative(kind, body, kAlternatives);
    if (!body.ok()) return body.error();
    return event;
}

}  // namespace halfstep
