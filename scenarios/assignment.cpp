#include "scenarios/assignment.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "scenarios/near_word.hpp"
#include "scenarios/transcript_label.hpp"
#include "scenarios/transcript_lines.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kSpeakersTold = 8;

std::size_t words_in(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char byte : text) {
        const bool space = byte == ' ' || byte == '\n' || byte == '\t';
        if (!space && !inside) ++words;
        inside = !space;
    }
    return words;
}

Error wrong(const char* id, std::string message, std::string hint) {
    return Error{ErrorCode::InvalidData, id, std::move(message), "", std::move(hint)};
}

std::string told(const std::vector<NamedSpeaker>& speakers) {
    std::string text;
    for (std::size_t k = 0; k < std::min(kSpeakersTold, speakers.size()); ++k) {
        const NamedSpeaker& speaker = speakers[k];
        text += (k == 0 ? "\"" : ", \"") + speaker.name + "\" (" + std::to_string(speaker.turns) +
                (speaker.turns == 1 ? " turn, " : " turns, ") + std::to_string(speaker.words) +
                " words)";
    }
    return speakers.size() > kSpeakersTold ? text + ", ..." : text;
}

using Roles = std::map<std::string, Speaker>;  // by name as written

/// What the names and the person say.
Roles roles_known(const std::vector<NamedSpeaker>& speakers,
                  const std::vector<SpeakerRole>& given) {
    Roles roles;
    std::vector<std::string> names;
    for (const NamedSpeaker& speaker : speakers) {
        names.push_back(speaker.name);
        if (const auto role = speaker_named(speaker.name)) roles[speaker.name] = *role;
    }
    for (const SpeakerRole& role : given) {
        const auto same = std::ranges::find(names, lower_case(role.name), lower_case);
        if (role.role && same != names.end()) roles[*same] = *role.role;
    }
    return roles;
}

/// Refuses a role for somebody who does not speak.
Result<Done> check_names(const std::vector<NamedSpeaker>& speakers,
                         const std::vector<SpeakerRole>& given) {
    std::vector<std::string> names;
    for (const NamedSpeaker& speaker : speakers) names.push_back(speaker.name);
    for (const SpeakerRole& role : given) {
        if (std::ranges::count(names, lower_case(role.name), lower_case) > 0) continue;
        return wrong("transcript.126", "nobody called \"" + role.name + "\" speaks in it",
                     suggestion(role.name, names));
    }
    return Done{};
}

/// The same with what only looked like a speaker ("Redis: fast") given back to the turn before it.
SpokenTranscript without_mistaken(SpokenTranscript spoken, const std::vector<SpeakerRole>& given) {
    const auto mistaken = [&](const std::string& name) {
        return std::ranges::any_of(given, [&](const SpeakerRole& role) {
            return !role.role && lower_case(role.name) == lower_case(name);
        });
    };
    for (SpokenRound& round : spoken.rounds) {
        std::vector<SpokenTurn> turns;
        for (SpokenTurn& said : round.turns) {
            if (!turns.empty() && mistaken(said.name)) {
                turns.back().turn.text += "\n" + said.name + ": " + said.turn.text;
            } else {
                turns.push_back(std::move(said));
            }
        }
        round.turns = std::move(turns);
    }
    return spoken;
}

/// Everybody's role: one candidate makes the others interviewers, and the only one left over from
/// interviewers is the candidate.
Result<Roles> roles_of(const std::vector<NamedSpeaker>& speakers,
                       const std::vector<SpeakerRole>& given) {
    Roles roles = roles_known(speakers, given);
    const bool candidate = std::ranges::any_of(
        roles, [](const auto& role) { return role.second == Speaker::Candidate; });
    std::vector<NamedSpeaker> open;
    for (const NamedSpeaker& speaker : speakers) {
        if (!roles.contains(speaker.name)) open.push_back(speaker);
    }
    if (candidate) {
        for (const NamedSpeaker& speaker : open) {
            roles[speaker.name] = Speaker::Interviewer;
        }
        return roles;
    }
    if (open.size() == 1 && speakers.size() > 1) {
        roles[open[0].name] = Speaker::Candidate;
        return roles;
    }
    if (speakers.size() == 1) {
        return wrong(
            "transcript.134",
            "one voice only, " + told(speakers) + ": questions and answers cannot be told apart",
            "record with one name per speaker; if all of it is the candidate, write "
            "--speaker \"" +
                speakers[0].name + "=candidate\"");
    }
    return wrong("transcript.133", "it cannot be told who the candidate is: " + told(speakers),
                 "write --speaker \"" + speakers[0].name +
                     "=candidate\", with the right name; the others are then interviewers");
}

/// A turn and the round it stands in.
struct Placed {
    std::string round;
    SpokenTurn turn;
};

std::vector<Placed> in_order(const SpokenTranscript& spoken) {
    std::vector<Placed> turns;
    for (const SpokenRound& round : spoken.rounds) {
        for (const SpokenTurn& turn : round.turns) turns.push_back({round.round, turn});
    }
    return turns;
}

Result<std::size_t> turn_of(const RoundStart& start, const std::vector<Placed>& turns) {
    if (!start.at_ms) {
        if (start.turn >= 1 && start.turn <= turns.size()) return start.turn - 1;
        return wrong("transcript.128", "there is no turn #" + std::to_string(start.turn),
                     "the last is #" + std::to_string(turns.size()));
    }
    const auto timed = [](const Placed& placed) { return placed.turn.turn.at_ms.has_value(); };
    if (std::ranges::none_of(turns, timed)) {
        return wrong("transcript.127", "it has no times by which a round could be found",
                     "give the number of a turn, such as --round-at \"#14=" + start.round +
                         "\"; --list shows them");
    }
    for (std::size_t k = 0; k < turns.size(); ++k) {
        if (turns[k].turn.turn.at_ms >= start.at_ms) return k;
    }
    return wrong("transcript.128", "nobody speaks at or after the start of \"" + start.round + "\"",
                 "give an earlier time");
}

/// The same turns under the rounds that the person says, over those of the headings.
Result<SpokenTranscript> with_rounds(const SpokenTranscript& spoken,
                                     const std::vector<RoundStart>& starts) {
    if (starts.empty()) return spoken;
    std::vector<Placed> turns = in_order(spoken);
    std::map<std::size_t, std::string> begins;
    for (const RoundStart& start : starts) {
        const Result<std::size_t> turn = turn_of(start, turns);
        if (!turn) return turn.error();
        begins[*turn] = start.round;
    }
    SpokenTranscript placed;
    std::string round;
    for (std::size_t k = 0; k < turns.size(); ++k) {
        if (const auto begun = begins.find(k); begun != begins.end()) round = begun->second;
        const std::string id = round.empty() ? turns[k].round : round;
        auto same = std::ranges::find(placed.rounds, id, &SpokenRound::round);
        if (same == placed.rounds.end()) same = placed.rounds.insert(same, SpokenRound{id, {}});
        same->turns.push_back(std::move(turns[k].turn));
    }
    return placed;
}

}  // namespace

std::vector<NamedSpeaker> speakers_of(const SpokenTranscript& spoken) {
    std::vector<NamedSpeaker> speakers;
    std::map<std::string, std::size_t> places;
    for (const Placed& placed : in_order(spoken)) {
        const auto [place, added] = places.emplace(placed.turn.name, speakers.size());
        if (added) speakers.push_back({placed.turn.name, 0, 0});
        ++speakers[place->second].turns;
        speakers[place->second].words += words_in(placed.turn.turn.text);
    }
    return speakers;
}

Result<SpeakerRole> speaker_role_from(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    const std::string word =
        lower_case(std::string(text.substr(equals == std::string_view::npos ? 0 : equals + 1)));
    const std::optional<Speaker> role = word == "candidate" ? std::optional(Speaker::Candidate)
                                        : word == "interviewer"
                                            ? std::optional(Speaker::Interviewer)
                                            : std::nullopt;
    if (equals == std::string_view::npos || equals == 0 || (!role && word != "nobody")) {
        return Error{ErrorCode::InvalidArgument, "transcript.130",
                     "\"" + std::string(text) + "\" does not say who somebody is", "--speaker",
                     "write NAME=candidate, NAME=interviewer, or NAME=nobody for words that "
                     "only looked like a name"};
    }
    return SpeakerRole{trimmed(text.substr(0, equals)), role};
}

Result<RoundStart> round_start_from(std::string_view text) {
    const std::size_t equals = text.find('=');
    const Error unreadable{ErrorCode::InvalidArgument, "transcript.131",
                           "\"" + std::string(text) + "\" does not say where a round begins",
                           "--round-at", "write start=behavioral, 00:12:30=design or #14=design"};
    if (equals == std::string_view::npos || equals + 1 == text.size()) return unreadable;
    const std::string where = trimmed(text.substr(0, equals));
    RoundStart start;
    start.round = trimmed(text.substr(equals + 1));
    if (where == "start") return start;
    if (where.starts_with('#')) {
        const char* const end = where.data() + where.size();
        const auto [stop, error] = std::from_chars(where.data() + 1, end, start.turn);
        if (error != std::errc() || stop != end) return unreadable;
        return start;
    }
    start.at_ms = clock_ms(where);
    if (!start.at_ms) return unreadable;
    return start;
}

Result<Transcript> assign(const SpokenTranscript& spoken, const Assignment& assignment,
                          const std::string& file) {
    const auto in_file = [&](Error error) {
        error.where = file;
        return error;
    };
    const Result<Done> known = check_names(speakers_of(spoken), assignment.speakers);
    if (!known) return in_file(known.error());
    // Turns are counted as they were listed, so rounds are found first.
    const Result<SpokenTranscript> parted = with_rounds(spoken, assignment.rounds);
    if (!parted) return in_file(parted.error());
    const SpokenTranscript placed = without_mistaken(*parted, assignment.speakers);
    const std::vector<NamedSpeaker> speakers = speakers_of(placed);
    // Where nobody is named there is nobody to choose from.
    const bool named = !speakers.empty() && std::ranges::none_of(speakers, [](const auto& speaker) {
        return speaker.name.empty();
    });
    if (!named) return with_speakers(placed, {}, file);
    const Result<Roles> roles = roles_of(speakers, assignment.speakers);
    if (!roles) return in_file(roles.error());
    return with_speakers(placed, *roles, file);
}

}  // namespace halfstep
