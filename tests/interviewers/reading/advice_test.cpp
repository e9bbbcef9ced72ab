#include "interviewers/reading/advice.hpp"

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

EvidenceCard card(const char* quote, std::vector<std::string> kinds) {
    EvidenceCard made;
    made.polarity = Polarity::Strength;
    made.quote = quote;
    made.kinds = std::move(kinds);
    made.specificity = 2;
    return made;
}

Estimate missing(const char* what) {
    Estimate estimate;
    estimate.missing = {{what, 1.0}};
    return estimate;
}

}  // namespace

TEST_CASE("What a sentence has is not what would raise it", "[interviewers]") {
    const EvidenceCard plain = card("I cap each endpoint.", {"decision"});
    const EvidenceCard counted = card("That is 600 in flight.", {"outcome", "number"});
    const std::string both = would_raise(missing("number"), {plain, counted});
    CHECK(both.find("I cap each endpoint.") != std::string::npos);
    CHECK(both.find("600") == std::string::npos);
    CHECK(would_raise(missing("number"), {counted}).empty());
    CHECK(would_raise(missing("number"), {}) == "Missing throughout: a figure.");
}
