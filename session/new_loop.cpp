#include "session/new_loop.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/sha256.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kLoopIdBytes = 10;
constexpr std::size_t kTokenBytes = 24;

}  // namespace

Result<StartLoop> start_command(const StartRequest& request) {
    StartLoop command{request.panel, request.target_level, request.candidate, 0};
    command.seed =
        request.seed ? *request.seed : std::stoull(random_hex(6), nullptr, 16);  // exact in JSON
    for (const HumanSeat& human : request.human_seats) {
        std::vector<SeatSpec>& seats = command.panel.seats;
        const auto seat = std::ranges::find(seats, human.seat, &SeatSpec::id);
        if (seat == seats.end()) {
            return Error{ErrorCode::NotFound, "loop.109", "there is no seat \"" + human.seat + "\"",
                         "/human_seats", "name seats of the panel"};
        }
        seat->kind = SeatKind::Human;
        if (human.deadline_minutes) seat->deadline_minutes = *human.deadline_minutes;
        if (human.conducts || !human.name.empty()) {
            command.taken.push_back({human.seat, human.name, human.conducts});
        }
    }
    return command;
}

NewLoop new_loop(const LoopStarted& begun, std::int64_t started_ms, bool with_seats,
                 HashedTokens held) {
    NewLoop made;
    made.started.loop = random_hex(kLoopIdBytes);
    made.head.loop = made.started.loop;
    made.head.panel = begun.panel.name;
    made.head.candidate = begun.candidate;
    made.head.target_level = begun.target_level;
    made.head.started_ms = started_ms;
    made.head.tokens = std::move(held);
    std::vector<std::string> roles{"candidate", "coach", "observer"};
    for (const SeatSpec& seat : begun.panel.seats) {
        if (with_seats && seat.kind == SeatKind::Human) roles.push_back("seat:" + seat.id);
    }
    for (const std::string& role : roles) {
        if (std::ranges::count(made.head.tokens, role, &HashedTokens::value_type::first) > 0) {
            continue;
        }
        const std::string token = random_hex(kTokenBytes);
        made.started.tokens[role] = token;
        made.head.tokens.emplace_back(role, sha256_hex(token));
    }
    return made;
}

Result<Caller> caller_of(const LoopHead& head, const std::string& token) {
    const std::string hash = sha256_hex(token);
    std::string role;
    for (const auto& [name, kept] : head.tokens) {
        if (equal_constant_time(hash, kept)) role = name;
    }
    if (role == "candidate") return Caller{Role::Candidate, ""};
    if (role == "coach") return Caller{Role::Coach, ""};
    if (role == "observer") return Caller{Role::Observer, ""};
    if (role.starts_with("seat:")) return Caller{Role::Seat, role.substr(5)};
    return Error{ErrorCode::Refused, "loop.102", "the token does not open this loop", "/token",
                 "use a token that loop.start gave for this loop"};
}

}  // namespace halfstep
