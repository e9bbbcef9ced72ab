#include "interviewers/reading/phrase_index.hpp"

#include <algorithm>
#include <utility>

#include "interviewers/reading/text.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

using Found = std::vector<std::pair<std::size_t, std::size_t>>;  // number and length

Found found_at(const PhraseIndex& index, std::string_view text, std::size_t at) {
    Found found;
    index.match(read_words(text), at, [&](std::size_t number, std::size_t length) {
        found.emplace_back(number, length);
    });
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("A phrase stands where its words do, whole or with any ending", "[interviewers]") {
    PhraseIndex index;
    const std::size_t on_call = index.add("on-call");
    const std::size_t on = index.add("on");
    const std::size_t copied = index.add("cop* of it");
    CHECK(index.add("on-call") == on_call);
    CHECK(index.size() == 3);
    CHECK(found_at(index, "I was on call", 2) == Found{{on_call, 2}, {on, 1}});
    CHECK(found_at(index, "I was on", 2) == Found{{on, 1}});
    CHECK(found_at(index, "two copies of it", 1) == Found{{copied, 3}});
    CHECK(found_at(index, "two copies of them", 1).empty());
    CHECK(found_at(index, "co", 0).empty());
}

TEST_CASE("Entries of a list line come without space and without holes", "[interviewers]") {
    CHECK(list_entries(" a b ,, c\r", ',') == std::vector<std::string>{"a b", "c"});
    CHECK(list_entries("", ',').empty());
}
