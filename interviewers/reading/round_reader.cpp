#include "interviewers/reading/reading.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "interviewers/reading/asked_for.hpp"
#include "interviewers/reading/detectors.hpp"
#include "interviewers/reading/guards.hpp"
#include "interviewers/reading/listening.hpp"
#include "interviewers/reading/sentence_starts.hpp"
#include "interviewers/reading/stems.hpp"
#include "panel/json.hpp"

namespace halfstep {
bool RoundReading::has(ObservationKind kind) const {
    return std::any_of(observations.begin(), observations.end(),
                       [&](const Observation& o) { return o.kind == kind; });
}

bool RoundReading::is_grounded(const Observation& observation) const {
    const SentenceReading& voice = readings[observation.sentence];
    return observation.polarity == Polarity::Strength && observation.weight == 3 && !voice.inert &&
           !voice.lost;
}

void RoundReader::add_turn(const Turn& turn) {
    last_text_.clear();
    if (turn.speaker == Speaker::Interviewer && turn.move == to_text(MoveKind::Reply)) {
        // What was asked before it stands.
    } else if (turn.speaker == Speaker::Interviewer) {
        question_words_ = content_stems(read_words(turn.text));
        const std::vector<Sentence> asked = read_sentences(turn.text, turns_);
        const auto has = [&](Lex lex) {
            return std::any_of(asked.begin(), asked.end(),
                               [lex](const Sentence& s) { return s.has(lex); });
        };
        proposal_asked_ = has(Lex::AsksProposal) || (proposal_asked_ && !has(Lex::AsksPast));
        brought_back_ = has(Lex::BringsBack);
        asked_ = 0;
        for (const ObservationKind kind : asked_for(turn.text))
            asked_ |= 1U << static_cast<unsigned>(kind);
    } else if (turn.kind == TurnKind::Speech || (!design_ && turn.kind != TurnKind::Run)) {
        // Where words are asked for, what is written down, such as a plan, is read like speech.
        last_text_ = turn.text;
        ++turns_;
        read_tail(0, 0);
        return;
    }
    ++turns_;
}

void RoundReader::extend_last(std::string_view more) {
    HALFSTEP_CHECK(turns_ > 0, "extend_last before any turn");
    const bool was_spoken = is_spoken(last_text_);
    std::string text = last_text_;
    if (!text.empty()) text += ' ';
    text += more;
    // The last sentence may go on; the one before it cannot change any more, unless it shows only
    // now that nothing is punctuated.
    const bool all = is_spoken(text) != was_spoken;
    std::size_t from_point = 0;
    bool first = true;
    while (!reading_.sentences.empty() && reading_.sentences.back().turn == turns_ - 1 &&
           (all || first)) {
        first = false;
        from_point = reading_.sentences.back().span.begin;
        reading_.words -= reading_.sentences.back().words.size();
        reading_.sentences.pop_back();
        reading_.readings.pop_back();
    }
    if (all) from_point = 0;
    const std::size_t from_byte = slice(last_text_, {0, from_point}).size();
    last_text_ = std::move(text);
    read_tail(from_byte, from_point);
}

void RoundReader::read_tail(std::size_t from_byte, std::size_t from_point) {
    const std::size_t first = reading_.sentences.size();
    const bool goes_on = first > 0 && reading_.sentences.back().turn == turns_ - 1;
    std::vector<Sentence> fresh =
        read_sentences(std::string_view(last_text_).substr(from_byte), turns_ - 1, from_point,
                       is_spoken(last_text_), goes_on ? &reading_.sentences.back() : nullptr);
    for (Sentence& sentence : fresh) {
        note_superiors(sentence);
        reading_.words += sentence.words.size();
        SentenceReading voice = read_voice(sentence);
        voice.invited = proposal_asked_;
        voice.asked = asked_;
        voice.brought_back = brought_back_;
        // Where a proposal is asked for, the present tells it as well as "I would".
        if (voice.present && proposal_asked_ && voice.voice != Voice::First &&
            voice.voice != Voice::We) {
            voice.voice = Voice::First;
            voice.hypothetical = true;
        }
        apply_guards(reading_.sentences, sentence, question_words_, voice);
        reading_.sentences.push_back(std::move(sentence));
        reading_.readings.push_back(voice);
    }
    observe_from(first);
}

/// "my lead, Henrik" and "Henrik, my manager": what Henrik says later is the lead's word.
void RoundReader::note_superiors(const Sentence& sentence) {
    const std::vector<Word>& words = sentence.words;
    const auto note = [&](std::size_t at) {
        if (at < words.size() && words[at].capital && words[at].norm.size() > 2)
            reading_.superiors.push_back(words[at].norm);
    };
    for (const Match& match : sentence.matches) {
        if (match.lex != Lex::Superior || match.first == 0) continue;
        note(match.last + 1);
        std::size_t own = match.first - 1;
        if (words[own].norm == "tech" || words[own].norm == "team") own = own > 0 ? own - 1 : 0;
        if (own > 0 && (words[own].norm == "my" || words[own].norm == "our")) note(own - 1);
    }
}

void RoundReader::observe_from(std::size_t sentence) {
    Observations& found = reading_.observations;
    while (!found.empty() && found.back().sentence >= sentence) found.pop_back();
    for (std::size_t i = sentence; i < reading_.sentences.size(); ++i) {
        const Context context{reading_, i, design_};
        if (context.before() != nullptr) {
            const Context last{reading_, i - 1, design_};
            reading_.readings[i].attention =
                attention_after(last, last.voice().attention, question_words_);
        }
        find_decisions(context, found);
        find_reasons(context, found);
        find_rejected_options(context, found);
        find_numbers(context, found);
        find_failure_modes(context, found);
        find_tests(context, found);
        find_complexity(context, found);
        find_clarifying_questions(context, found);
        find_scope(context, found);
        find_influence(context, found);
        find_owned_failures(context, found);
        find_learning(context, found);
        find_outcomes(context, found);
        find_motivation(context, found);
        find_concerns(context, found);
        find_shortfalls(context, found);
        find_fallacies(context, found);
    }
}

RoundReading read_round(const RoundRecord& round, bool design) {
    RoundReader reader(design);
    for (const Turn& turn : round.turns) reader.add_turn(turn);
    return reader.reading();
}

AnswerReading answer_of(const RoundReading& reading, const RoundRecord& round,
                        std::size_t first_turn, std::size_t last_turn) {
    AnswerReading answer;
    for (const Observation& observation : reading.observations)
        if (observation.turn >= first_turn && observation.turn <= last_turn)
            answer.observations.push_back(observation);
    for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
        const Sentence& sentence = reading.sentences[i];
        if (sentence.turn < first_turn || sentence.turn > last_turn) continue;
        ++answer.sentences;
        if (reading.readings[i].voice == Voice::First && !reading.readings[i].hypothetical)
            ++answer.i_actions;
        if (reading.readings[i].voice == Voice::We) ++answer.we_actions;
        answer.words.insert(answer.words.end(), sentence.words.begin(), sentence.words.end());
    }
    for (std::size_t t = first_turn; t <= last_turn && t < round.turns.size(); ++t) {
        const Turn& turn = round.turns[t];
        if (turn.speaker == Speaker::Candidate && turn.at_ms && turn.until_ms)
            answer.seconds += std::max<std::int64_t>(0, *turn.until_ms - *turn.at_ms) / 1000;
    }
    return answer;
}

}  // namespace halfstep
