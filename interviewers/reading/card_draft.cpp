#include "interviewers/reading/card_draft.hpp"

#include <map>

namespace halfstep {

EvidenceCard quote_card(const RoundRecord& round, const std::string& signal, std::size_t turn,
                        Span span) {
    EvidenceCard card;
    card.signal = signal;
    card.round = round.round;
    card.turn = turn;
    card.span = span;
    card.quote = std::string(slice(round.turns[turn].text, span));
    card.ground = 1.0;
    card.relevance = 1.0;
    return card;
}

double rank_of(const Observation& o) {
    double base = 1.0;
    switch (o.kind) {
        case ObservationKind::FailureMode:
            // What bounds a failure shows the level, whatever else its sentence says.
            base = o.weight == 3 ? 1.7 : 1.0;
            break;
        case ObservationKind::Influence:
        case ObservationKind::RejectedOption:
        case ObservationKind::OwnedFailure:
        case ObservationKind::Learning:
            base = 1.6;
            break;
        case ObservationKind::Outcome:
        case ObservationKind::ClarifyingQuestion:
        case ObservationKind::Reason:
            base = 1.3;
            break;
        case ObservationKind::Scope:
            base = 0.6;
            break;
        default:
            break;
    }
    return base * o.weight;
}

EvidenceForm form_of(const Observation& o) {
    switch (o.kind) {
        case ObservationKind::FailureMode:
            // What bounds a failure tells a senior answer from a correct one.
            return o.weight == 3 ? EvidenceForm::LevelSignal : EvidenceForm::Reasoning;
        case ObservationKind::Reason:
        case ObservationKind::RejectedOption:
            return EvidenceForm::Reasoning;
        case ObservationKind::Number:
        case ObservationKind::Test:
        case ObservationKind::Complexity:
        case ObservationKind::Outcome:
            return EvidenceForm::Artifact;
        case ObservationKind::Scope:
        case ObservationKind::OwnedFailure:
        case ObservationKind::Learning:
            return EvidenceForm::LevelSignal;
        case ObservationKind::Decision:
        case ObservationKind::ClarifyingQuestion:
        case ObservationKind::Influence:
        case ObservationKind::Motivation:
            return EvidenceForm::Behavior;
        case ObservationKind::Concern:
            return o.says.empty() ? EvidenceForm::Behavior : EvidenceForm::Reasoning;
    }
    return EvidenceForm::Behavior;
}

std::string_view phrase_of(const Observation& o) {
    switch (o.kind) {
        case ObservationKind::Decision:
            if (o.what == "refused") return "refuses and stands by it";
            if (o.what == "decided") return "makes the decision";
            if (o.what == "built") return "builds or leads it";
            if (o.what == "proposal") return "commits to a proposal";
            if (o.what == "rule") return "states a rule that holds";
            if (o.what == "we") return "tells an act as \"we\"";
            return "states an own act";
        case ObservationKind::Reason:
            return "gives the reason";
        case ObservationKind::RejectedOption:
            return "sets it against an option not taken";
        case ObservationKind::Number:
            return o.what == "baseline"     ? "gives a figure and what it is compared to"
                   : o.what == "proportion" ? "sets figures in proportion"
                                            : "gives a figure";
        case ObservationKind::FailureMode:
            return o.what == "accepted" ? "names the cost and takes it"
                   : o.weight == 3      ? "names a failure and what bounds it"
                                        : "names what can go wrong";
        case ObservationKind::Test:
            return "names the case tested";
        case ObservationKind::Complexity:
            return "states a bound";
        case ObservationKind::ClarifyingQuestion:
            return "asks for a constraint";
        case ObservationKind::Scope:
            return o.what == "company" ? "reaches beyond engineering"
                   : o.what == "org"   ? "reaches several teams"
                                       : "stays with the team";
        case ObservationKind::Influence:
            return "moves someone outside the reporting line";
        case ObservationKind::OwnedFailure:
            return "owns what went wrong";
        case ObservationKind::Learning:
            return o.what == "practice" ? "tells a practice that binds others now"
                                        : "tells a changed habit";
        case ObservationKind::Outcome:
            return o.what == "adopted"      ? "tells that others took it up"
                   : o.what == "worked_out" ? "works it out in figures"
                                            : "gives a measured result";
        case ObservationKind::Motivation:
            return o.weight == 3 ? "ties the role to the work" : "says what draws to the role";
        case ObservationKind::Concern:
            if (!o.says.empty()) return o.says;
            break;
    }
    static const std::map<std::string_view, std::string_view> kConcerns{
        {"blame", "puts it on others"},
        {"unsafe", "is unsafe in production"},
        {"virtue", "tells a virtue where a fault was asked for"},
        {"dismiss", "waves the case away"},
        {"wrong_complexity", "claims a bound that such a step does not have"},
        {"address", "is addressed to a rater and no answer"},
        {"flattery", "flatters instead of answering"},
        {"platitude", "puts a general saying in place of a fact"},
        {"abstract", "stays with abstract words and names nothing"},
        {"vague", "stays vague where a fact was asked"},
        {"vocabulary", "lists technologies without a reason"},
        {"put_off", "puts it off"},
        {"borrowed", "takes over what others do without a reason of the task"},
        {"untested", "trusts it without trying it"},
        {"unthought", "had not thought of it or does not know"},
        {"passed_on", "passes the question on to someone else"},
        {"deferred", "leaves the decision to someone else"},
        {"unknown", "does not know this of their own work"},
        {"prompted", "came only after the interviewer had pointed at it"},
        {"title", "gives titles instead of work"},
        {"off_topic", "tells of private life, not of work"},
        {"generic", "gives advice to anyone, nothing lived"},
        {"impression", "gives an impression in place of a result"},
        {"hint", "raises it and leaves it there"},
        {"unchanged", "did not last, or nothing came of it"},
        {"promise", "resolves to do better, and names no change"},
        {"effort", "tells of hours and strain, not of what they brought"},
        {"defied", "works against a decision, or wants to have been right"},
        {"praised", "tells praise in place of what came of it"},
        {"presence", "was there; no part of their own is told"},
        {"blurred", "leaves open who decided"},
        {"unweighed", "takes the first way without weighing another"},
        {"passive", "does what comes, and chooses nothing"},
        {"hypothetical", "says what would be done, not what was"}};
    const auto found = kConcerns.find(o.what);
    return found == kConcerns.end() ? "speaks against" : found->second;
}

}  // namespace halfstep
