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
    if (match == nullptr) return;
    Observation made = context.make(ObservationKind::Concern, 1, what);
    made.polarity = Polarity::Concern;
    made.severity = severity;
    found.push_back(std::move(made));
}

}  // namespace

void find_concerns(const Context& context, Observations& found) {
    const Sentence& sentence = context.sentence();
    const SentenceReading& voice = context.voice();
    const bool concrete = has_quantity(sentence) || sentence.has(Lex::Method);
    raise(context, found, sentence.find(Lex::Blame), 2, "blame");
    raise(context, found, sentence.find(Lex::Unsafe), 2, "unsafe");
    raise(context, found, sentence.find(Lex::Dismiss), 1, "dismiss");
    if (is_addressed(sentence)) raise(context, found, &kWhole, 1, "address");
    if (is_flattery(sentence)) raise(context, found, sentence.find(Lex::Flattery), 1, "flattery");
    raise(context, found, sentence.find(Lex::Platitude), 1, "platitude");
    if (!concrete && sentence.count(Lex::Abstract) >= 2)
        raise(context, found, sentence.find(Lex::Abstract), 1, "abstract");
    if (!concrete && sentence.count(Lex::Vague) >= 1)
        raise(context, found, sentence.find(Lex::Vague), 1, "vague");
    if (sentence.count(Lex::Buzz) >= 3)
        raise(context, found, sentence.find(Lex::Buzz), 1, "vocabulary");
    raise(context, found, sentence.find(Lex::Defer), 1, "deferred");
    if (takes_up_a_probe(context)) raise(context, found, sentence.find(Lex::React), 1, "prompted");
    if (sentence.has(Lex::Title)) raise(context, found, sentence.find(Lex::Title), 1, "title");
    if (sentence.count(Lex::Private) >= 2 && !sentence.has(Lex::Work))
        raise(context, found, sentence.find(Lex::Private), 1, "off_topic");
    if (voice.voice == Voice::Generic && !sentence.question && !context.design &&
        sentence.words.size() > 5)
        raise(context, found, &kWhole, 1, "generic");
    if (voice.voice == Voice::First && voice.hypothetical && !context.proposes())
        raise(context, found, &kWhole, 1, "hypothetical");
}

}  // namespace halfstep
