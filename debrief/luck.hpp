#pragma once

#include "debrief/posterior.hpp"
#include "debrief/rater_model.hpp"
#include "debrief/reasons.hpp"

namespace halfstep {

/// Posterior of what the candidate showed, given the packet's ratings and, where known, the
/// severities of its raters.
CandidatePosterior posterior_of_table(const Decided& decided, const VarianceComponents& components,
                                      const RaterFile* raters);

/// The published variance components on the panel's scale.
VarianceComponents components_of(const PanelSpec& panel);

/// What other panels would have made of these answers.
PanelLuck measure_luck(const Decided& decided, const CandidatePosterior& posterior,
                       const VarianceComponents& components);

/// What the loss rule, outliers, severities and revisions would add. Decides nothing.
std::vector<AdviceLine> write_advice(const Decided& decided, const CandidatePosterior& posterior,
                                     const VarianceComponents& components, const RaterFile* raters);

/// A rating far from what the others suggest, with the side it lies on.
struct Outlier {
    std::size_t signal = 0;
    bool low = false;
    double position = 0;
};
std::vector<Outlier> find_outliers(const Decided& decided, const CandidatePosterior& posterior,
                                   const VarianceComponents& components, const RaterFile* raters);

}  // namespace halfstep
