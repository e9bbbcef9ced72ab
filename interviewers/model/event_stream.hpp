#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace halfstep {

/// Takes server-sent events apart as their bytes come, however they are cut.
/// @source WHATWG HTML, 9.2.6 "Interpreting an event stream"
class EventStream {
public:
    /// Calls `take` with the data of each event that ended. Bytes are never cut: a character that
    /// is split between two chunks is whole in the data.
    void feed(std::string_view bytes, const std::function<void(std::string_view data)>& take);

private:
    void end_line(const std::function<void(std::string_view)>& take);

    std::string line_;
    std::string data_;
    bool any_data_ = false;
    bool after_return_ = false;  ///< the line feed of a CR LF is no line of its own
};

}  // namespace halfstep
