#include "interviewers/model/event_stream.hpp"

namespace halfstep {

void EventStream::feed(std::string_view bytes, const std::function<void(std::string_view)>& take) {
    for (const char byte : bytes) {
        const bool line_feed_of_pair = after_return_ && byte == '\n';
        after_return_ = byte == '\r';
        if (line_feed_of_pair) continue;
        if (byte == '\n' || byte == '\r') {
            end_line(take);
        } else {
            line_ += byte;
        }
    }
}

void EventStream::end_line(const std::function<void(std::string_view)>& take) {
    constexpr std::string_view kField = "data:";
    if (line_.empty()) {
        if (any_data_) take(data_);
        data_.clear();
        any_data_ = false;
    } else if (line_.starts_with(kField)) {
        std::string_view value = std::string_view(line_).substr(kField.size());
        if (value.starts_with(' ')) value.remove_prefix(1);
        if (any_data_) data_ += '\n';
        data_ += value;
        any_data_ = true;
    }
    line_.clear();
}

}  // namespace halfstep
