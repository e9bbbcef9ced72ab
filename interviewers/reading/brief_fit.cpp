#include "interviewers/reading/brief_fit.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>

namespace halfstep {
namespace {

/// Something a job can hold, by the words people use for it.
struct Activity {
    Lex lex;
    const char* name;
    const char* held;     ///< said of a brief that holds it
    const char* missing;  ///< said of one that does not; null: wanting it is never a misfit
};
constexpr std::array<Activity, 6> kActivities{{
    {Lex::Coding, "coding", "the loop has a coding round, so the work is hands-on",
     "no round of the loop asks for code"},
    {Lex::Managing, "managing", "the role leads people", "the role is not a manager's"},
    {Lex::OnCall, "on_call", "the loop looks at incidents and being on call", nullptr},
    {Lex::Customers, "customers", "the loop looks at the work with customers", nullptr},
    {Lex::Architecture, "architecture", "the loop has a design round", nullptr},
    {Lex::Mentoring, "mentoring", "the loop looks at raising others", nullptr},
}};

constexpr std::array kRoles{Lex::RoleBackend, Lex::RoleFrontend,   Lex::RoleMobile,
                            Lex::RoleData,    Lex::RoleLearning,   Lex::RoleReliability,
                            Lex::RoleProduct, Lex::RoleManagement, Lex::RoleDesigner,
                            Lex::RoleTester};

/// Words between a wish and what it is for.
constexpr std::size_t kReach = 4;

bool any_has(const std::vector<Sentence>& sentences, Lex lex) {
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const Sentence& s) { return s.has(lex); });
}

/// The brief's own words, read once per round.
class BriefWords {
public:
    explicit BriefWords(const Brief& brief)
        : brief_(brief),
          role_(read_sentences(brief.title + ". " + brief.role + ".", 0)),
          work_(read_sentences(brief.role.empty() ? brief.title : brief.role, 0)) {
        for (const LoopRound& round : brief.rounds)
            for (const std::string& meaning : round.looks_at)
                for (Sentence& sentence : read_sentences(meaning, 0))
                    looks_at_.push_back(std::move(sentence));
    }

    bool holds(Lex activity) const {
        if (activity == Lex::Coding) return has_round("coding");
        if (activity == Lex::Architecture) return has_round("design");
        if (activity == Lex::Managing) return leads_people();
        return any_has(looks_at_, activity) || any_has(role_, activity);
    }

    /// A role that the brief does not name although it names one of its own.
    bool is_other_role(Lex role) const {
        if (any_has(role_, role)) return false;
        if (role == Lex::RoleManagement || role == Lex::RoleProduct || role == Lex::RoleDesigner)
            return !role_.empty();
        return std::any_of(kRoles.begin(), kRoles.end(),
                           [&](Lex own) { return any_has(role_, own); });
    }

    const std::string& level() const { return brief_.target_level; }
    bool is_other_level(const std::string& word) const {
        return word != brief_.target_level &&
               std::find(brief_.ladder.begin(), brief_.ladder.end(), word) != brief_.ladder.end();
    }
    std::string role_text() const { return brief_.title.empty() ? brief_.role : brief_.title; }

private:
    bool has_round(std::string_view kind) const {
        return std::any_of(brief_.rounds.begin(), brief_.rounds.end(),
                           [&](const LoopRound& round) { return round.kind == kind; });
    }

    /// A product manager leads a product.
    bool leads_people() const {
        return any_has(work_, Lex::RoleManagement) && !any_has(work_, Lex::RoleProduct);
    }

    const Brief& brief_;
    std::vector<Sentence> role_;
    std::vector<Sentence> work_;  ///< without the title, which may name who decides
    std::vector<Sentence> looks_at_;
};

/// The speaker is the subject of the phrase, and nothing makes it a mere supposition.
bool is_said_of_oneself(const std::vector<Word>& words, const Match& phrase) {
    if (words[phrase.first].norm == "my") return !words[phrase.first].reported;
    for (std::size_t i = phrase.last + 1; i-- > 0;) {
        if (words[i].reported) return false;
        if (one_of(words[i].norm,
                   {"he", "she", "they", "you", "we", "it", "who", "people", "nobody"}))
            return false;
        if (words[i].norm != "i") continue;
        if (i > 0 && one_of(words[i - 1].norm, {"if", "when", "whether", "unless"})) return false;
        return i < 2 || words[i - 1].norm != "that" || words[i - 2].norm != "not";
    }
    return false;
}

/// Words that turn what is declined into its opposite, or into no wish at all.
bool turns(const Word& word) {
    return one_of(word.norm,
                  {"stop", "give", "leave", "lose", "quit", "drop", "miss", "without", "mind",
                   "not", "never", "only", "just", "but", "and", "because", "so"});
}

/// "do not want to code for show" declines a manner of it; "do not want to code any more" declines
/// it. What follows must end the clause or say that it is meant as a whole.
bool is_meant_as_a_whole(const std::vector<Word>& words, std::size_t last) {
    const std::size_t next = last + 1;
    if (next >= words.size() || paused_before(words, next)) return true;
    if (one_of(words[next].norm,
               {"any",    "anymore", "again", "myself", "all",   "full",   "daily",
                "every",  "and",     "but",   "or",     "so",    "here",   "now",
                "either", "duty",    "work",  "of",     "since", "because"}))
        return true;
    if (next + 1 >= words.size()) return false;
    const Word& after = words[next + 1];
    if (words[next].norm == "in") return one_of(after.norm, {"this", "my", "your"});
    if (words[next].norm == "as") return after.norm == "part";
    if (words[next].norm == "at") return after.norm == "all";
    return words[next].norm == "for" &&
           (after.number || one_of(after.norm, {"a", "years"}) || after.is(Lex::Quantifier));
}

/// The activity at most a few words after words[from], in the same clause, as a whole.
bool is_named_after(const Sentence& sentence, Lex activity, std::size_t from, std::size_t reach) {
    for (const Match& match : sentence.matches) {
        if (match.lex != activity || match.first <= from || match.first > from + reach) continue;
        const auto between = std::span(sentence.words).subspan(from + 1, match.first - from - 1);
        if (std::none_of(between.begin(), between.end(), turns) &&
            is_meant_as_a_whole(sentence.words, match.last))
            return true;
    }
    return false;
}

/// "I do not want to stop", "I am not tired of": the opposite of the phrase that begins here.
bool is_turned(const std::vector<Word>& words, std::size_t first) {
    constexpr std::size_t kFar = 3;
    for (std::size_t i = first > kFar ? first - kFar : 0; i < first; ++i)
        if (one_of(words[i].norm, {"not", "never"})) return true;
    return false;
}

/// Some words of the list stand right before the activity, said by the speaker of themselves.
bool leads_to(const Sentence& sentence, Lex list, Lex activity, std::size_t reach) {
    return std::any_of(sentence.matches.begin(), sentence.matches.end(), [&](const Match& match) {
        return match.lex == list && is_said_of_oneself(sentence.words, match) &&
               !is_turned(sentence.words, match.first) &&
               is_named_after(sentence, activity, match.last, reach);
    });
}

bool declines(const Sentence& sentence, Lex activity) {
    return leads_to(sentence, Lex::Declines, activity, kReach) ||
           leads_to(sentence, Lex::WillNot, activity, 1);
}

/// "There is no on call in this role": told of the job, whoever is the subject.
bool denies(const Sentence& sentence, Lex activity) {
    if (!sentence.has(Lex::OfThisJob) || sentence.question) return false;
    return std::any_of(sentence.matches.begin(), sentence.matches.end(), [&](const Match& match) {
        return match.lex == Lex::Denies && !sentence.words[match.first].reported &&
               is_named_after(sentence, activity, match.last, 2);
    });
}

bool seeks_now(const Sentence& sentence, Lex activity) {
    return !sentence.has(Lex::RemoteFuture) && leads_to(sentence, Lex::Seek, activity, kReach) &&
           !declines(sentence, activity);
}

/// Said later, it withdraws what was declined: the speaker would do it after all.
bool takes_it_on(const Sentence& sentence, Lex activity) {
    if (!sentence.has(activity) || sentence.question) return false;
    if (declines(sentence, activity)) return false;
    const auto says = [&](std::initializer_list<std::string_view> list) {
        return std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) {
            return !word.reported && one_of(word.norm, list);
        });
    };
    return says({"i"}) && says({"would", "will", "still", "happy", "glad", "fine", "can", "do"});
}

/// "I applied for the frontend role", "I want to be a product manager": a role one asks for now.
std::optional<Lex> role_sought(const Sentence& sentence) {
    if (sentence.has(Lex::RemoteFuture)) return std::nullopt;
    for (const Match& seek : sentence.matches) {
        if (seek.lex != Lex::Seek || !is_said_of_oneself(sentence.words, seek)) continue;
        for (const Lex role : kRoles) {
            for (const Match& match : sentence.matches) {
                if (match.lex != role || match.first <= seek.last ||
                    match.first > seek.last + kReach + 1)
                    continue;
                const auto between =
                    std::span(sentence.words).subspan(seek.last + 1, match.first - seek.last - 1);
                if (std::any_of(between.begin(), between.end(), turns)) continue;
                // A role of one's own, not a colleague's: named as a post, or entered "as" one.
                const std::string& before = sentence.words[match.first - 1].norm;
                const auto post = std::any_of(
                    sentence.matches.begin(), sentence.matches.end(), [&](const Match& noun) {
                        return noun.lex == Lex::RoleNoun && noun.first > match.last &&
                               noun.first <= match.last + 2;
                    });
                const bool entered = one_of(before, {"as", "a", "an"}) && match.first >= 2 &&
                                     (before == "as" || one_of(sentence.words[match.first - 2].norm,
                                                               {"as", "be", "become"}));
                if (post || entered) return role;
            }
        }
    }
    return std::nullopt;
}

/// "I am looking for a staff role": a level named as the one sought.
std::optional<std::string> level_sought(const Sentence& sentence, const BriefWords& brief) {
    if (sentence.has(Lex::RemoteFuture)) return std::nullopt;
    for (const Match& seek : sentence.matches) {
        if (seek.lex != Lex::Seek || !is_said_of_oneself(sentence.words, seek)) continue;
        for (std::size_t i = seek.last + 1; i < sentence.words.size() && i <= seek.last + kReach;
             ++i) {
            if (one_of(sentence.words[i].norm, {"with", "from", "to", "under"}) &&
                i > seek.last + 1)
                break;
            if (!brief.is_other_level(sentence.words[i].norm)) continue;
            for (const Match& noun : sentence.matches)
                if (noun.lex == Lex::RoleNoun && noun.first > i && noun.first <= i + 3)
                    return sentence.words[i].norm;
        }
    }
    return std::nullopt;
}

std::optional<std::string> misfit_with(const BriefWords& brief, const Activity& activity,
                                       const Sentence& sentence) {
    if (brief.holds(activity.lex)) {
        if (declines(sentence, activity.lex) || denies(sentence, activity.lex))
            return activity.held;
    } else if (activity.missing != nullptr && seeks_now(sentence, activity.lex)) {
        return activity.missing;
    }
    return std::nullopt;
}

bool counts(const RoundReading& reading, std::size_t i) {
    return !reading.readings[i].inert && !reading.readings[i].lost &&
           !reading.sentences[i].question;
}

}  // namespace

std::vector<Misfit> read_brief_fit(const Brief& brief, const RoundReading& reading) {
    std::vector<Misfit> misfits;
    if (brief.rounds.empty()) return misfits;
    const BriefWords words(brief);
    const auto known = [&](std::string_view about) {
        return std::any_of(misfits.begin(), misfits.end(),
                           [&](const Misfit& misfit) { return misfit.about == about; });
    };
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const Sentence& sentence = reading.sentences[i];
        if (!counts(reading, i)) continue;
        for (const Activity& activity : kActivities) {
            if (known(activity.name)) {
                if (takes_it_on(sentence, activity.lex))
                    std::erase_if(misfits,
                                  [&](const Misfit& m) { return m.about == activity.name; });
            } else if (const auto says = misfit_with(words, activity, sentence)) {
                misfits.push_back({i, activity.name, *says});
            }
        }
        const std::optional<Lex> role = role_sought(sentence);
        if (role && words.is_other_role(*role) && !known("role") && !known("managing"))
            misfits.push_back({i, "role", "the role is " + words.role_text()});
        if (const auto level = level_sought(sentence, words); level && !known("level"))
            misfits.push_back({i, "level", "the role is at " + words.level()});
    }
    return misfits;
}

}  // namespace halfstep
