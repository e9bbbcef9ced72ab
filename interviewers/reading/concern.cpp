#include <algorithm>
#include <initializer_list>

#include "interviewers/reading/detectors.hpp"
#include "interviewers/reading/guards.hpp"

namespace halfstep {
namespace {

/// Stands for the sentence as a whole: nothing in it was matched.
constexpr Match kWhole{Lex::Generic, 0, 0};

/// Among the first sentences of an answer that is not the round's first.
bool takes_up_a_probe(const Context& context) {
    const auto& sentences = context.reading.sentences;
    std::size_t earlier = 0;
    for (std::size_t i = context.index; i > 0 && sentences[i - 1].turn == sentences[i].turn; --i)
        ++earlier;
    return earlier < 3 && sentences.front().turn != context.sentence().turn;
}

void raise(const Context& context, Observations& found, const Match* match, int severity,
           const char* what) {
    if (match != nullptr) found.push_back(context.concern(what, severity));
}

/// Words that belittle speak against the speaker where they are said of people.
bool belittles(const Sentence& sentence) {
    if (!sentence.has(Lex::Belittle)) return false;
    return sentence.says({"they", "them", "their", "he", "she", "his", "her", "people"});
}

/// Private life goes on for more than a sentence, or fills this one.
bool is_private_talk(const Context& context) {
    const Sentence& sentence = context.sentence();
    if (sentence.count(Lex::Private) < 2 || sentence.has(Lex::Work)) return false;
    const Sentence* before = context.before();
    return sentence.count(Lex::Private) >= 3 ||
           (before != nullptr && before->has(Lex::Private) && !before->has(Lex::Work));
}

/// "You can keep one if you say why", beside what the speaker did: a rule or what it led to, told
/// with "you". Advice stands among advice.
bool explains_own_act(const Context& context) {
    const Sentence* before = context.before();
    if (before == nullptr) return false;
    const Voice told = context.reading.readings[context.index - 1].voice;
    return told == Voice::First || told == Voice::We || has_quantity(*before);
}

/// Speaking of what the speaker would do over again is looking back.
bool looks_back(const Sentence& sentence) {
    return sentence.says({"again", "still", "otherwise"});
}

/// Not knowing it of one's own work; "not yet" is a plan to find out.
bool does_not_know(const Context& context) {
    const Sentence& sentence = context.sentence();
    return !context.design && !context.voice().invited && !sentence.question &&
           !sentence.has_word("yet") && sentence.has(Lex::Unknown);
}

/// Of a proposal or of code: a choice from elsewhere, a thing trusted untried, a question that was
/// not thought of. Figures beside them make none of them better founded.
void raise_unfounded(const Context& context, Observations& found) {
    const Sentence& sentence = context.sentence();
    if (!has_reason(sentence) && !sentence.says({"not", "never", "no"}))
        raise(context, found, sentence.find(Lex::Borrowed), 1, "borrowed");
    raise(context, found, sentence.find(Lex::Untested), 1, "untested");
    if (!sentence.has_word("yet") && !sentence.has(Lex::Method))
        raise(context, found, sentence.find(Lex::Unthought), 1, "unthought");
}

}  // namespace

void find_concerns(const Context& context, Observations& found) {
    const Sentence& sentence = context.sentence();
    const SentenceReading& voice = context.voice();
    const bool concrete =
        has_quantity(sentence) || sentence.has(Lex::Method) || context.has_weight(found);
    raise(context, found, sentence.find(Lex::Blame), 2, "blame");
    if (belittles(sentence)) raise(context, found, sentence.find(Lex::Belittle), 2, "blame");
    raise(context, found, sentence.find(Lex::Unsafe), 2, "unsafe");
    if (sentence.has(Lex::Virtue) && context.asked_so_far(ObservationKind::OwnedFailure))
        raise(context, found, sentence.find(Lex::Virtue), 2, "virtue");
    if (!concrete && !sentence.question)
        raise(context, found, sentence.find(Lex::Dismiss), 1, "dismiss");
    if (is_addressed(sentence, voice)) raise(context, found, &kWhole, 1, "address");
    if (is_flattery(sentence)) raise(context, found, sentence.find(Lex::Flattery), 1, "flattery");
    if (!concrete) raise(context, found, sentence.find(Lex::Platitude), 1, "platitude");
    if (!concrete && sentence.count(Lex::Abstract) >= 2)
        raise(context, found, sentence.find(Lex::Abstract), 1, "abstract");
    if (!concrete && !sentence.question)
        raise(context, found, sentence.find(Lex::Vague), 1, "vague");
    if (!sentence.question && context.design) raise_unfounded(context, found);
    if (!concrete && !sentence.question && context.design) {
        raise(context, found, sentence.find(Lex::PutOff), 1, "put_off");
        raise(context, found, sentence.find(Lex::PassOn), 1, "passed_on");
    }
    if (sentence.count(Lex::Buzz) >= 3)
        raise(context, found, sentence.find(Lex::Buzz), 1, "vocabulary");
    if (leaves_decision(context)) raise(context, found, &kWhole, 1, "deferred");
    if (does_not_know(context)) raise(context, found, sentence.find(Lex::Unknown), 2, "unknown");
    if (takes_up_a_probe(context)) raise(context, found, sentence.find(Lex::React), 1, "prompted");
    if (sentence.says({"i", "me", "my", "we", "our", "us"}))
        raise(context, found, sentence.find(Lex::Title), 1, "title");
    if (is_private_talk(context))
        raise(context, found, sentence.find(Lex::Private), 1, "off_topic");
    if (voice.voice == Voice::Generic && !concrete && !voice.invited && !sentence.question &&
        !context.design && sentence.words.size() > 5 && !explains_own_act(context))
        raise(context, found, &kWhole, 1, "generic");
    if (voice.voice == Voice::First && voice.hypothetical && !context.proposes() &&
        !looks_back(sentence))
        raise(context, found, &kWhole, 1, "hypothetical");
}

}  // namespace halfstep
