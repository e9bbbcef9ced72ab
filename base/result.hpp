#pragma once

#include <string>
#include <utility>
#include <variant>

namespace halfstep {

/// What kind of thing went wrong; one table in transport and one in app map it to wire errors and
/// exit codes.
enum class ErrorCode {
    InvalidArgument,  ///< the caller's words are off: a wrong option, an unknown method
    InvalidData,      ///< a file, packet or message does not say what it must
    NotFound,         ///< no such panel, loop, seat or file
    Refused,          ///< understood, but not allowed now or not to this caller
    Conflict,         ///< somebody else wrote first
    TooLarge,         ///< over a limit of base/limits.hpp
    Unavailable,      ///< a service, port or model cannot be reached
    Io,               ///< disk or socket failed
    Bug,              ///< a CHECK failed
};

/// An expected failure: what is wrong, where, and what to do instead.
struct Error {
    ErrorCode code = ErrorCode::Bug;
    std::string id;       ///< stable, listed in docs/errors.md, such as "packet.104"
    std::string message;  ///< what is wrong, one sentence without a full stop
    std::string where;    ///< file:line:column, JSON pointer, or option; may be empty
    std::string hint;     ///< what to write or do instead; may be empty
};

/// A value or an Error. Member names are those of std::expected, so that it can replace this.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit as in std::expected
    Result(Error error) : state_(std::move(error)) {}  // NOLINT

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

/// For calls that give nothing back but may fail.
struct Done {};

}  // namespace halfstep
