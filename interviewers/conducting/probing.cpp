#include "interviewers/conducting/probing.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "base/rng.hpp"
#include "interviewers/conducting/code_talk.hpp"
#include "interviewers/reading/brief_fit.hpp"
#include "interviewers/reading/values.hpp"

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
/// A deep dive goes into what was chosen against what, and where it broke.
constexpr std::array kProjectGaps{Kind::Decision, Kind::RejectedOption, Kind::Number,
                                  Kind::FailureMode, Kind::OwnedFailure};
/// Whether the bar holds: against whom, at what price, and what it left behind.
constexpr std::array kBarRaiserGaps{Kind::Decision, Kind::Influence, Kind::OwnedFailure,
                                    Kind::Learning, Kind::Number};
/// A plan: why in this order, what is left out, how far it reaches, by what it is measured.
constexpr std::array kLeadershipGaps{Kind::Reason, Kind::RejectedOption, Kind::Number,
                                     Kind::Influence, Kind::FailureMode};
constexpr std::array kProductGaps{Kind::Reason, Kind::RejectedOption, Kind::Number,
                                  Kind::FailureMode, Kind::Scope};

/// What a round of this kind is expected to bring, most telling first.
std::span<const Kind> gaps_of(const std::string& round_kind) {
    if (round_kind == "coding") return kCodingGaps;
    if (round_kind == "design") return kDesignGaps;
    if (round_kind == "product") return kProductGaps;
    if (round_kind == "behavioral") return kStoryGaps;
    if (round_kind == "project") return kProjectGaps;
    if (round_kind == "bar_raiser") return kBarRaiserGaps;
    if (round_kind == "leadership") return kLeadershipGaps;
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

std::string acknowledged(const Probing& probing) {
    return acknowledgement(probing.view.seat.persona.warmth, probing.seed,
                           said_last(probing.record));
}

/// The candidate's words before the ask, so that it is plain what it is about.
void take_up(const Probing& probing, Move& move) {
    move.quote = words_to_take_up(probing.course, probing.record, move.asks_for);
    const std::string lead =
        move.quote.empty() ? acknowledged(probing) : "You said \"" + move.quote + "\". ";
    move.text = lead + move.text;
}

std::string why_file(const FollowUp& entry, std::optional<Kind> gap) {
    const std::string where = " in this answer";
    if (entry.when.kind == Condition::Kind::Missing && gap) return "no " + spaced(*gap) + where;
    if (gap == Kind::ClarifyingQuestion) return "gives what was asked for" + where;
    if (entry.when.kind == Condition::Kind::SaysWe)
        return "told as we, without an own action" + where;
    if (entry.when.kind == Condition::Kind::Always) return "asked of everybody after this question";
    return entry.when_text + where;
}

/// A file's sentence is complete in itself; only the first probe of a question is tied to the
/// candidate's words, where they are an action that its gap belongs to.
bool stands_alone(const FollowUp& entry, const OpenQuestion& open) {
    return entry.when.kind != Condition::Kind::Missing || open.follow_ups() > 0 ||
           entry.when.observation == Kind::ClarifyingQuestion;
}

/// Cases of one's own that were run are the test, whatever was said about them.
bool shown(Kind gap, const OpenQuestion& open) {
    return open.observed(gap) || (gap == Kind::Test && open.own_cases_ran);
}

/// Where the file says what a question is after, the interviewer asks for nothing else.
bool wanted(Kind gap, const QuestionSpec* spec) {
    return spec == nullptr || spec->follow_ups.size() < 2 ||
           std::any_of(
               spec->follow_ups.begin(), spec->follow_ups.end(),
               [&](const FollowUp& entry) { return gap_of(entry.when) == gap; });
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
            if (entry.when.kind == Condition::Kind::Missing && gap && shown(*gap, open)) continue;
            if (said_by_interviewer(probing.record, entry.ask)) continue;
            Move move = follow_up(probing, entry.ask, gap);
            move.reason = why_file(entry, gap);
            if (stands_alone(entry, open)) {
                move.text = acknowledged(probing) + move.text;
            } else {
                take_up(probing, move);
            }
            return move;
        }
    }
    return std::nullopt;
}

/// Words a quote must not end on, were it cut there.
bool dangling(const std::string& norm) {
    static const std::set<std::string> kDangling{
        "a",       "an",     "the",  "of",   "and",   "or",   "but",   "to",   "in",
        "on",      "at",     "with", "for",  "from",  "that", "which", "than", "as",
        "if",      "so",     "is",   "was",  "were",  "are",  "be",    "my",   "his",
        "her",     "their",  "our",  "your", "its",   "it",   "by",    "when", "because",
        "instead", "rather", "not",  "no",   "would", "had",  "has",   "have", "i",
        "we",      "they",   "he",   "she",  "you",   "this", "all"};
    return kDangling.contains(norm);
}

/// Words a quote need not begin with.
bool leading(const std::string& norm) {
    static const std::set<std::string> kLeading{"and", "but", "so", "then", "or", "also", "well"};
    return kLeading.contains(norm);
}

/// The beginning of a sentence, at most kQuoteWordsMax words, ended at a comma where it is cut.
std::string quote_from(const Turn& turn, const Sentence& sentence) {
    std::vector<const Word*> kept;
    std::size_t clause = 0;
    bool whole = true;
    for (const Word& word : sentence.words) {
        if (kept.empty() && leading(word.norm)) continue;
        if (!kept.empty() && kept.back()->span == word.span) continue;
        if (!kept.empty() && kept.size() >= kQuoteWordsMin + 1 &&
            slice(turn.text, {kept.back()->span.end, word.span.begin}).find_first_of(",;:") !=
                std::string_view::npos) {
            clause = kept.size();
        }
        if (kept.size() == kQuoteWordsMax) {
            whole = false;
            break;
        }
        kept.push_back(&word);
    }
    if (!whole && clause > 0) kept.resize(clause);
    while (!whole && !kept.empty() && dangling(kept.back()->norm)) kept.pop_back();
    if (kept.size() < kQuoteWordsMin) return {};
    const std::string quote(slice(turn.text, {kept.front()->span.begin, kept.back()->span.end}));
    return quote.find_first_of("\"\n") == std::string::npos ? quote : std::string();
}

/// What the candidate wants or declines against the brief, said to them once.
std::optional<Move> about_the_brief(const Probing& probing) {
    if (probing.round.kind != "hiring_manager") return std::nullopt;
    const RoundReading& reading = probing.course.reading;
    for (const Misfit& misfit : read_brief_fit(probing.view.brief, reading)) {
        if (said_by_interviewer(probing.record, misfit.brief)) continue;
        const auto text =
            unused(brief_misfits(), probing.seed, said_before(probing.record, brief_misfits()));
        if (!text) return std::nullopt;
        const Sentence& said = reading.sentences[misfit.sentence];
        Move move = follow_up(probing, "", std::nullopt);
        move.quote = quote_from(probing.record.turns[said.turn], said);
        move.text = move.quote.empty() ? "" : "You said \"" + move.quote + "\". ";
        move.text += "As the job stands, " + misfit.brief + ". " + *text;
        move.reason = "does not fit the brief: " + misfit.brief;
        return move;
    }
    return std::nullopt;
}

/// What the company looks for and has not heard, once the round's questions are asked.
std::optional<Move> from_values(const Probing& probing) {
    const auto asked = [&](const std::string& id) { return probing.course.asked.contains(id); };
    if (!std::all_of(probing.round.questions.begin(), probing.round.questions.end(), asked)) {
        return std::nullopt;
    }
    for (const CompanyValue& value : probing.view.brief.values) {
        if (value.ask.empty() || !heard_here(value, probing.view.signals)) continue;
        if (said_by_interviewer(probing.record, value.ask)) continue;
        if (is_shown(value, probing.record, probing.course.reading)) continue;
        Move move = follow_up(probing, value.ask, std::nullopt);
        move.reason = "nothing in the round has shown the value " + value.id;
        return move;
    }
    return std::nullopt;
}

std::optional<Move> from_own_probes(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    for (const Kind gap : gaps_of(probing.round.kind)) {
        if (shown(gap, open) || open.probes_for(gap) >= kProbesPerGap) continue;
        if (!wanted(gap, open.spec)) continue;
        const auto text = unused(probes(gap), probing.seed ^ static_cast<std::uint64_t>(gap),
                                 said_before(probing.record, probes(gap)));
        if (!text) continue;
        Move move = follow_up(probing, *text, gap);
        move.reason = "no " + spaced(gap) + " yet";
        if (open.spec) move.reason += " in this answer";
        if (open.probes_for(gap) > 0) move.reason += ", asked once before without one";
        take_up(probing, move);
        return move;
    }
    return std::nullopt;
}

}  // namespace

Move follow_up(const Probing& probing, std::string text, std::optional<ObservationKind> gap) {
    Move move;
    move.kind = MoveKind::FollowUp;
    move.question = probing.course.open->spec ? probing.course.open->spec->id : "";
    move.text = std::move(text);
    move.asks_for = gap;
    return move;
}

Move reply(const Probing& probing, std::string text, std::string reason) {
    Move move = follow_up(probing, std::move(text), std::nullopt);
    move.kind = MoveKind::Reply;
    move.reason = std::move(reason);
    return move;
}

std::optional<Move> requirement_asked_for(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    if (open.spec == nullptr) return std::nullopt;
    for (const FollowUp& entry : open.spec->follow_ups) {
        if (gap_of(entry.when) != Kind::ClarifyingQuestion || !holds(entry.when, open.answer)) {
            continue;
        }
        if (entry.when.kind == Condition::Kind::Missing) continue;
        if (said_by_interviewer(probing.record, entry.ask)) continue;
        return reply(probing, entry.ask, why_file(entry, Kind::ClarifyingQuestion));
    }
    return std::nullopt;
}

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
        std::string quote = quote_from(record.turns[observation.turn], sentence);
        if (quote.empty() || said_by_interviewer(record, quote)) continue;
        best = std::move(quote);
        best_rank = rank;
    }
    return best;
}

std::optional<Move> next_follow_up(const Probing& probing) {
    if (auto move = about_the_code(probing)) return move;
    if (auto move = about_the_brief(probing)) return move;
    if (auto move = from_file(probing)) return move;
    if (auto move = from_values(probing)) return move;
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
        move.text = acknowledged(probing) + text;
        move.reason = "the answer makes a claim; does it hold when pushed";
        return move;
    }
    return std::nullopt;
}

std::string dropped_gaps(const Probing& probing) {
    const OpenQuestion& open = *probing.course.open;
    std::string text;
    for (const Kind gap : kObservationKinds) {
        if (open.probes_for(gap) < kProbesPerGap || shown(gap, open)) continue;
        text += (text.empty() ? "no " : ", no ") + spaced(gap);
    }
    return text.empty() ? text : text + " after two probes, dropped; needed prompting";
}

}  // namespace halfstep
