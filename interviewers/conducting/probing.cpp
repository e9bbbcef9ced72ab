#include "interviewers/conducting/probing.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "base/rng.hpp"

namespace halfstep {
namespace {

using Kind = ObservationKind;

constexpr std::size_t kQuoteWordsMin = 3;
constexpr std::size_t kQuoteWordsMax = 12;
constexpr std::size_t kProbesPerGap = 2;

constexpr std::array kCodingGaps{Kind::Test, Kind::Complexity, Kind::RejectedOption,
                                 Kind::FailureMode, Kind::Reason};
constexpr std::array kDesignGaps{Kind::Number, Kind::FailureMode, Kind::RejectedOption,
                                 Kind::Reason};
constexpr std::array kStoryGaps{Kind::Decision, Kind::Reason, Kind::Outcome, Kind::Learning,
                                Kind::Number};
constexpr std::array kManagerGaps{Kind::Decision, Kind::Reason, Kind::Scope, Kind::Number};

/// What a round of this kind is expected to bring, most telling first.
std::span<const Kind> gaps_of(const std::string& round_kind) {
    if (round_kind == "coding") return kCodingGaps;
    if (round_kind == "design" || round_kind == "product") return kDesignGaps;
    if (round_kind == "behavioral" || round_kind == "bar_raiser") return kStoryGaps;
    return kManagerGaps;
}

std::string spaced(Kind kind) {
    std::string text(to_text(kind));
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

bool said_by_interviewer(const RoundRecord& record, std::string_view ask) {
    return std::any_of(record.turns.begin(), record.turns.end(), [&](const Turn& turn) {
        return turn.speaker == Speaker::Interviewer && turn.text.find(ask) != std::string::npos;
    });
}

Move follow_up(const Probing& probing, std::string text, std::optional<Kind> gap) {
    Move move;
    move.kind = MoveKind::FollowUp;
    move.question = probing.course.open->spec ? probing.course.open->spec->id : "";
    move.text = std::move(text);
    move.asks_for = gap;
    return move;
}

/// The candidate's words before the ask, so that it is plain what it is about.
void take_up(const Probing& probing, Move& move) {
    move.quote = words_to_take_up(probing.course, probing.record, move.asks_for);
    const std::string lead = move.quote.empty()
                                 ? acknowledgement(probing.view.seat.persona.warmth, probing.seed)
                                 : "You said \"" + move.quote + "\". ";
    move.text = lead + move.text;
}

std::optional<Move> about_the_code(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (probing.round.kind != "coding") return std::nullopt;
    if (!open.failing_line.empty() && open.moves.back().kind != MoveKind::FollowUp) {
        const auto text =
            unused(failing_run(), probing.seed, said_before(probing.record, failing_run()));
        if (text) {
            Move move = follow_up(probing, "The run says \"" + open.failing_line + "\". " + *text,
                                  Kind::Test);
            move.quote = open.failing_line;
            move.reason = "the last run shows a failure that was not explained";
            return move;
        }
    }
    if (!open.has_code && open.follow_ups() == 0 && open.spec && open.spec->problem) {
        const auto text =
            unused(show_code(), probing.seed, said_before(probing.record, show_code()));
        if (text) {
            Move move = follow_up(probing, *text, std::nullopt);
            move.reason = "no code yet for " + open.spec->id;
            return move;
        }
    }
    return std::nullopt;
}

std::string why_file(const FollowUp& entry, const OpenQuestion& open, std::optional<Kind> gap) {
    const std::string where = " in the answer to " + open.spec->id;
    if (entry.when.kind == Condition::Kind::Missing && gap) return "no " + spaced(*gap) + where;
    if (entry.when.kind == Condition::Kind::SaysWe)
        return "told as we, without an own action" + where;
    if (entry.when.kind == Condition::Kind::Always)
        return "asked of everybody after " + open.spec->id;
    return entry.when_text + where;
}

std::optional<Move> from_file(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (open.spec == nullptr) return std::nullopt;
    for (const bool always : {false, true}) {
        for (const FollowUp& entry : open.spec->follow_ups) {
            if ((entry.when.kind == Condition::Kind::Always) != always) continue;
            const auto gap = gap_of(entry.when);
            if (gap && open.probes_for(*gap) >= kProbesPerGap) continue;
            if (!holds(entry.when, open.answer)) continue;
            if (said_by_interviewer(probing.record, entry.ask)) continue;
            Move move = follow_up(probing, entry.ask, gap);
            move.reason = why_file(entry, open, gap);
            take_up(probing, move);
            return move;
        }
    }
    return std::nullopt;
}

std::optional<Move> from_own_probes(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    for (const Kind gap : gaps_of(probing.round.kind)) {
        if (open.observed(gap) || open.probes_for(gap) >= kProbesPerGap) continue;
        const auto text = unused(probes(gap), probing.seed ^ static_cast<std::uint64_t>(gap),
                                 said_before(probing.record, probes(gap)));
        if (!text) continue;
        Move move = follow_up(probing, *text, gap);
        move.reason = "no " + spaced(gap) + " yet";
        if (open.spec) move.reason += " in the answer to " + open.spec->id;
        if (open.probes_for(gap) > 0) move.reason += ", asked once before without one";
        take_up(probing, move);
        return move;
    }
    return std::nullopt;
}

/// At most kQuoteWordsMax words from the start of the span, ended before the last comma if cut.
std::string quote_from(const Turn& turn, const Sentence& sentence, Span span) {
    std::vector<const Word*> words;
    for (const Word& word : sentence.words) {
        if (word.span.begin >= span.begin && word.span.end <= span.end) words.push_back(&word);
    }
    std::vector<const Word*> kept;
    for (const Word* word : words) {
        if (!kept.empty() && kept.back()->span == word->span) continue;
        if (kept.size() == kQuoteWordsMax) break;
        kept.push_back(word);
    }
    if (kept.size() < kQuoteWordsMin) return {};
    const std::string quote(slice(turn.text, {kept.front()->span.begin, kept.back()->span.end}));
    return quote.find_first_of("\"\n") == std::string::npos ? quote : std::string();
}

}  // namespace

std::set<std::string> said_before(const RoundRecord& record, const Wordings& wordings) {
    std::set<std::string> said;
    for (const std::string_view wording : wordings) {
        if (said_by_interviewer(record, wording)) said.insert(std::string(wording));
    }
    return said;
}

std::string words_to_take_up(const RoundCourse& course, const RoundRecord& record,
                             std::optional<ObservationKind> gap) {
    const OpenQuestion& open = *course.open;
    const RoundReading& reading = course.reading;
    const std::size_t since = open.moves.empty() ? open.turn : open.moves.back().turn;
    std::string best;
    int best_rank = 0;
    for (const Observation& observation : open.answer.observations) {
        const SentenceReading& guards = reading.readings[observation.sentence];
        if (guards.inert || guards.echo || guards.repeat || guards.lost) continue;
        if (observation.kind == gap || observation.kind == Kind::ClarifyingQuestion) continue;
        const bool action =
            observation.kind == Kind::Decision || observation.kind == Kind::RejectedOption;
        const int rank = (observation.turn > since ? 4 : 0) + (action ? 2 : 0) + 1;
        if (rank <= best_rank) continue;
        const Sentence& sentence = reading.sentences[observation.sentence];
        std::string quote = quote_from(record.turns[observation.turn], sentence, sentence.span);
        if (quote.empty() || said_by_interviewer(record, quote)) continue;
        best = std::move(quote);
        best_rank = rank;
    }
    return best;
}

std::optional<Move> next_follow_up(const Probing& probing) {
    if (auto move = about_the_code(probing)) return move;
    if (auto move = from_file(probing)) return move;
    return from_own_probes(probing);
}

std::optional<Move> next_challenge(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (open.spec == nullptr || open.made(MoveKind::Challenge)) return std::nullopt;
    const bool claimed = std::any_of(
        open.answer.observations.begin(), open.answer.observations.end(),
        [](const Observation& o) { return o.polarity == Polarity::Strength && o.weight >= 2; });
    if (!claimed) return std::nullopt;
    const auto& challenges = open.spec->challenges;
    for (std::size_t k = 0; k < challenges.size(); ++k) {
        const std::string& text = challenges[(mix64(probing.seed) + k) % challenges.size()];
        if (said_by_interviewer(probing.record, text)) continue;
        Move move;
        move.kind = MoveKind::Challenge;
        move.question = open.spec->id;
        move.text = acknowledgement(probing.view.seat.persona.warmth, probing.seed) + text;
        move.reason = "the answer makes a claim; does it hold when pushed";
        return move;
    }
    return std::nullopt;
}

std::string dropped_gaps(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    std::string text;
    for (const Kind gap : kObservationKinds) {
        if (open.probes_for(gap) < kProbesPerGap || open.observed(gap)) continue;
        text += (text.empty() ? "no " : ", no ") + spaced(gap);
    }
    return text.empty() ? text : text + " after two probes, dropped; needed prompting";
}

}  // namespace halfstep
