#include <cmath>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

const std::vector<std::string_view> kForms{"behavior", "reasoning", "artifact", "level_signal"};
const std::vector<std::string_view> kPolarities{"strength", "concern"};
const std::vector<std::string_view> kConfidences{"low", "medium", "high"};
constexpr std::int64_t kProposedMax = 10'000;
constexpr std::int64_t kMovesMax = 100'000;
constexpr std::int64_t kCodePointMax = 10'000'000;

nlohmann::json span_to_json(const Span& span) {
    return nlohmann::json::array({span.begin, span.end});
}

std::optional<Span> read_span(JsonReader& reader) {
    const nlohmann::json* value = reader.find("span");
    if (!value) return std::nullopt;
    const auto bound = [&](std::size_t k) -> std::int64_t {
        const nlohmann::json& item = (*value)[k];
        return item.is_number_integer() ? item.get<std::int64_t>() : -1;
    };
    if (!value->is_array() || value->size() != 2 || bound(0) < 0 || bound(1) < bound(0) ||
        bound(1) > kCodePointMax) {
        reader.fail(111, reader.where_of("span"), "a span is two whole numbers, begin and end",
                    "count code points from 0, end not included: [120, 188]");
        return std::nullopt;
    }
    return Span{static_cast<std::size_t>(bound(0)), static_cast<std::size_t>(bound(1))};
}

std::optional<std::size_t> read_turn(JsonReader& reader) {
    const std::optional<std::int64_t> turn = reader.optional_integer("turn", 0, kTurnMax);
    return turn ? std::optional(static_cast<std::size_t>(*turn)) : std::nullopt;
}

nlohmann::json card_to_json(const EvidenceCard& card) {
    nlohmann::json value{{"id", card.id},
                         {"signal", card.signal},
                         {"form", to_text(card.form)},
                         {"polarity", kPolarities[static_cast<std::size_t>(card.polarity)]},
                         {"quote", card.quote},
                         {"note", card.note}};
    if (card.polarity == Polarity::Concern) value["severity"] = card.severity;
    if (!card.round.empty()) value["round"] = card.round;
    if (card.turn) value["turn"] = *card.turn;
    if (card.span) value["span"] = span_to_json(*card.span);
    if (card.specificity) value["specificity"] = *card.specificity;
    if (card.attribution) value["attribution"] = *card.attribution;
    if (card.ground) value["ground"] = *card.ground;
    if (card.relevance) value["relevance"] = *card.relevance;
    if (!card.level.empty()) value["level"] = card.level;
    if (!card.links.empty()) value["links"] = card.links;
    if (!card.kinds.empty()) value["kinds"] = card.kinds;
    return value;
}

Result<EvidenceCard> card_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    EvidenceCard card;
    card.id = reader.text("id");
    card.signal = reader.text("signal");
    card.form = static_cast<EvidenceForm>(reader.choice_or("form", kForms, 0));
    card.polarity = static_cast<Polarity>(reader.choice_or("polarity", kPolarities, 0));
    card.severity = static_cast<int>(reader.integer_or("severity", 0, 0, 3));
    card.round = reader.text_or("round", "");
    card.turn = read_turn(reader);
    card.span = read_span(reader);
    card.quote = reader.text_or("quote", "");
    card.note = reader.text_or("note", "");
    const auto small = [&](const char* key) -> std::optional<int> {
        const auto number = reader.optional_integer(key, 0, 3);
        return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
    };
    card.specificity = small("specificity");
    card.attribution = small("attribution");
    card.ground = reader.optional_number("ground", 0, 1);
    card.relevance = reader.optional_number("relevance", 0, 1);
    card.level = reader.text_or("level", "");
    card.links = reader.texts_or_empty("links");
    card.kinds = reader.texts_or_empty("kinds");
    if (!reader.ok()) return reader.error();
    return card;
}

/// Milli-steps as steps with as many decimals as they need: 1840 is 1.84.
double to_steps(MilliSteps milli) {
    return static_cast<double>(milli) / 1000.0;
}

nlohmann::json rating_to_json(const Rating& rating) {
    nlohmann::json value{{"signal", rating.signal},
                         {"rating", nullptr},
                         {"estimate", nullptr},
                         {"confidence", to_text(rating.confidence)},
                         {"cards", rating.cards}};
    if (rating.label) value["rating"] = *rating.label;
    if (rating.estimate) value["estimate"] = to_steps(*rating.estimate);
    if (rating.strength) value["strength"] = *rating.strength;
    if (!rating.level.empty()) value["level"] = rating.level;
    if (!rating.would_raise.empty()) value["would_raise"] = rating.would_raise;
    if (rating.revised_label) {
        value["revised"] = {{"rating", *rating.revised_label}, {"reason", rating.revised_reason}};
        if (!rating.revised_cards.empty()) value["revised"]["cards"] = rating.revised_cards;
    }
    return value;
}

Result<Rating> rating_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    Rating rating;
    rating.signal = reader.text("signal");
    rating.label = reader.optional_text("rating");
    const auto steps =
        reader.optional_number("estimate", 0, static_cast<double>(limits::kScaleLabelsMax - 1));
    if (steps) rating.estimate = std::llround(*steps * 1000.0);
    rating.confidence = static_cast<Confidence>(reader.choice_or("confidence", kConfidences, 1));
    rating.cards = reader.texts_or_empty("cards");
    rating.strength = reader.optional_number("strength", 0, 1);
    rating.level = reader.text_or("level", "");
    rating.would_raise = reader.text_or("would_raise", "");
    if (const nlohmann::json* revised = reader.find("revised")) {
        JsonReader second(*revised, where + "/revised", "packet");
        rating.revised_label = second.text("rating");
        rating.revised_reason = second.text_or("reason", "");
        rating.revised_cards = second.texts_or_empty("cards");
        if (!second.ok()) reader.absorb(second.error());
    }
    if (!reader.ok()) return reader.error();
    return rating;
}

nlohmann::json finding_to_json(const Finding& finding) {
    nlohmann::json value{{"id", finding.id}, {"kind", finding.kind}, {"text", finding.text}};
    if (finding.score) value["score"] = *finding.score;
    if (!finding.cards.empty()) value["cards"] = finding.cards;
    if (!finding.quote.empty()) value["quote"] = finding.quote;
    if (!finding.round.empty()) value["round"] = finding.round;
    if (finding.turn) value["turn"] = *finding.turn;
    if (finding.span) value["span"] = span_to_json(*finding.span);
    return value;
}

Result<Finding> finding_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    Finding finding;
    finding.id = reader.text("id");
    finding.kind = reader.text_or("kind", "remark");
    finding.text = reader.text_or("text", "");
    const auto score = reader.optional_integer("score", 0, 10);
    if (score) finding.score = static_cast<int>(*score);
    finding.cards = reader.texts_or_empty("cards");
    finding.quote = reader.text_or("quote", "");
    finding.round = reader.text_or("round", "");
    finding.turn = read_turn(reader);
    finding.span = read_span(reader);
    if (!reader.ok()) return reader.error();
    return finding;
}

nlohmann::json listening_to_json(const ListeningTurn& turn) {
    nlohmann::json value{{"round", turn.round},    {"turn", turn.turn},
                         {"words", turn.words},    {"signposts", turn.signposts},
                         {"load", turn.load},      {"relevance", turn.relevance},
                         {"point_words", nullptr}, {"responds", nullptr},
                         {"lost_at", nullptr},     {"curve", nlohmann::json::array()}};
    if (turn.point_words) value["point_words"] = *turn.point_words;
    if (turn.responds) value["responds"] = *turn.responds;
    if (turn.lost_at) value["lost_at"] = *turn.lost_at;
    for (const ListeningPoint& point : turn.curve)
        value["curve"].push_back(nlohmann::json::array({point.at, point.attention}));
    return value;
}

Result<ListeningTurn> listening_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    ListeningTurn turn;
    const auto count = [&](const char* key) -> std::optional<std::size_t> {
        const auto number = reader.optional_integer(key, 0, kCodePointMax);
        return number ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
    };
    turn.round = reader.text_or("round", "");
    turn.turn = read_turn(reader).value_or(0);
    turn.words = count("words").value_or(0);
    turn.signposts = count("signposts").value_or(0);
    turn.point_words = count("point_words");
    turn.lost_at = count("lost_at");
    turn.load = reader.optional_number("load", 0, 1).value_or(0);
    turn.relevance = reader.optional_number("relevance", 0, 1).value_or(0);
    const nlohmann::json* responds = reader.find("responds");
    if (responds && responds->is_boolean()) turn.responds = responds->get<bool>();
    for (const nlohmann::json& point : reader.array_or_empty("curve")) {
        const bool pair = point.is_array() && point.size() == 2 && point[0].is_number_unsigned() &&
                          point[1].is_number();
        if (!pair || turn.curve.size() >= limits::kListeningPointsMax) {
            reader.fail(111, reader.where_of("curve"),
                        "a curve is a list of pairs, code point and attention",
                        "such as [[0, 1.0], [88, 0.93]], at most " +
                            std::to_string(limits::kListeningPointsMax));
            break;
        }
        turn.curve.push_back({point[0].get<std::size_t>(), point[1].get<double>()});
    }
    if (!reader.ok()) return reader.error();
    return turn;
}

nlohmann::json note_to_json(const ModelNote& note) {
    return {{"name", note.name},
            {"prompt", note.prompt},
            {"proposed", note.proposed},
            {"refused", to_json(note.refused)},
            {"moves", note.moves},
            {"moves_refused", note.moves_refused},
            {"taken_over", note.taken_over}};
}

Result<RefusedCard> refused_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    RefusedCard card{reader.text_or("signal", ""), reader.text_or("quote", ""),
                     reader.text_or("reason", "")};
    if (!reader.ok()) return reader.error();
    return card;
}

Result<ModelNote> note_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    ModelNote note;
    note.name = reader.text("name");
    note.prompt = reader.text_or("prompt", "");
    note.proposed = read_proposed(reader);
    note.refused = read_refused(reader);
    note.moves = static_cast<std::size_t>(reader.integer_or("moves", 0, 0, kMovesMax));
    note.moves_refused = reader.texts_or_empty("moves_refused");
    note.taken_over = reader.text_or("taken_over", "");
    if (!reader.ok()) return reader.error();
    return note;
}

}  // namespace

nlohmann::json to_json(const std::vector<RefusedCard>& cards) {
    nlohmann::json refused = nlohmann::json::array();
    for (const RefusedCard& card : cards) {
        refused.push_back(
            {{"signal", card.signal}, {"quote", card.quote}, {"reason", card.reason}});
    }
    return refused;
}

std::size_t read_proposed(JsonReader& reader) {
    return static_cast<std::size_t>(reader.integer_or("proposed", 0, 0, kProposedMax));
}

std::vector<RefusedCard> read_refused(JsonReader& reader) {
    return reader.items_or_empty<RefusedCard>("refused", limits::kCardsPerFeedbackMax,
                                              refused_from_json);
}

std::string_view to_text(EvidenceForm form) {
    return kForms[static_cast<std::size_t>(form)];
}

std::string_view to_text(Confidence confidence) {
    return kConfidences[static_cast<std::size_t>(confidence)];
}

nlohmann::json to_json(const Feedback& feedback) {
    nlohmann::json ratings = nlohmann::json::array();
    for (const Rating& rating : feedback.ratings) ratings.push_back(rating_to_json(rating));
    nlohmann::json cards = nlohmann::json::array();
    for (const EvidenceCard& card : feedback.cards) cards.push_back(card_to_json(card));
    nlohmann::json value{{"seat", feedback.seat},     {"rater", feedback.rater},
                         {"abstained", nullptr},      {"ratings", std::move(ratings)},
                         {"cards", std::move(cards)}, {"summary", feedback.summary}};
    if (feedback.abstained) value["abstained"] = *feedback.abstained;
    if (!feedback.findings.empty()) {
        value["findings"] = nlohmann::json::array();
        for (const Finding& finding : feedback.findings) {
            value["findings"].push_back(finding_to_json(finding));
        }
    }
    if (!feedback.listening.empty()) {
        value["listening"] = nlohmann::json::array();
        for (const ListeningTurn& turn : feedback.listening) {
            value["listening"].push_back(listening_to_json(turn));
        }
    }
    if (feedback.model) value["model"] = note_to_json(*feedback.model);
    return value;
}

Result<Feedback> feedback_from_json(const nlohmann::json& value, const std::string& where) {
    JsonReader reader(value, where, "packet");
    Feedback feedback;
    feedback.seat = reader.text("seat");
    feedback.rater = reader.text_or("rater", "");
    feedback.abstained = reader.optional_text("abstained");
    feedback.summary = reader.text_or("summary", "");
    feedback.ratings =
        reader.items_or_empty<Rating>("ratings", limits::kRatingsPerFeedbackMax, rating_from_json);
    feedback.cards =
        reader.items_or_empty<EvidenceCard>("cards", limits::kCardsPerFeedbackMax, card_from_json);
    feedback.findings =
        reader.items_or_empty<Finding>("findings", limits::kCardsPerFeedbackMax, finding_from_json);
    feedback.listening = reader.items_or_empty<ListeningTurn>(
        "listening", limits::kListeningTurnsMax, listening_from_json);
    if (const nlohmann::json* model = reader.find("model")) {
        Result<ModelNote> note = note_from_json(*model, reader.where_of("model"));
        if (!note) {
            reader.absorb(note.error());
        } else {
            feedback.model = std::move(*note);
        }
    }
    if (!reader.ok()) return reader.error();
    return feedback;
}

}  // namespace halfstep
