#pragma once

#include <cstdint>
#include <mutex>

#include "interviewers/model/model_client.hpp"

namespace halfstep {

struct BudgetLimits {
    std::int64_t requests_max = 400;
    std::int64_t tokens_max = 1'000'000;  ///< input and output together
};

/// What one loop may still ask of its models. Calls under way when it runs out are not ended, so it
/// may be overrun by what they cost. Thread-safe.
class ModelBudget {
public:
    ModelBudget(BudgetLimits limits, ModelUsage used) : limits_(limits), used_(used) {}

    bool is_left() const {
        const std::lock_guard lock(mutex_);
        return used_.requests < limits_.requests_max &&
               used_.input_tokens + used_.output_tokens < limits_.tokens_max;
    }
    void add(const ModelUsage& usage) {
        const std::lock_guard lock(mutex_);
        used_ += usage;
    }

private:
    const BudgetLimits limits_;
    mutable std::mutex mutex_;
    ModelUsage used_;
};

}  // namespace halfstep
