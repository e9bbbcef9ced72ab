#include "interviewers/reading/code_cards.hpp"

#include "interviewers/reading/code_runs.hpp"

namespace halfstep {

void add_code_cards(const RoundRecord& round, const std::string& signal,
                    std::vector<CardDraft>& strengths, std::vector<CardDraft>& concerns) {
    const CodeRuns runs = read_runs(round);
    for (std::size_t t = 0; t < round.turns.size(); ++t) {
        const Turn& turn = round.turns[t];
        if (turn.kind != TurnKind::Code && turn.kind != TurnKind::Drawing &&
            !(turn.kind == TurnKind::Run && t == runs.last_run_turn))
            continue;
        CardDraft draft;
        draft.card = quote_card(round, signal, t, {0, code_point_count(turn.text)});
        draft.card.form = EvidenceForm::Artifact;
        draft.card.attribution = 3;
        draft.card.specificity = 2;
        draft.card.kinds = {std::string(to_text(ObservationKind::Test))};
        draft.rank = 100;
        if (turn.kind == TurnKind::Code && runs.last_red && t == runs.last_code_turn) {
            draft.card.polarity = Polarity::Concern;
            draft.card.severity = 1;
            draft.card.note = "the code that the last run fails";
            concerns.push_back(std::move(draft));
        } else if (turn.kind == TurnKind::Code || turn.kind == TurnKind::Drawing) {
            draft.card.note = turn.kind == TurnKind::Code ? "the code as written" : "the drawing";
            draft.card.kinds = {std::string(to_text(ObservationKind::Decision))};
            strengths.push_back(std::move(draft));
        } else if (runs.last_red) {
            draft.card.polarity = Polarity::Concern;
            draft.card.severity = 2;
            draft.card.note = "the last run still fails";
            concerns.push_back(std::move(draft));
        } else {
            // Running cases of one's own, and mending what they show, is something done.
            if (runs.recovered || runs.test_cases > 0) draft.card.form = EvidenceForm::Behavior;
            draft.card.note = runs.recovered ? "red before, passes now" : "the tests that ran pass";
            draft.card.specificity = 3;
            strengths.push_back(std::move(draft));
        }
    }
}

}  // namespace halfstep
