#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>

#include "base/result.hpp"
#include "debrief/rater_model.hpp"
#include "panel/event.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// The panel a packet names.
using PanelOfPacket = std::function<Result<std::shared_ptr<const PanelSpec>>(const Packet& packet)>;

/// Gathers past ratings, line by line, from packets and from event logs mixed at will.
///
/// A packet, or a loop of a log, is one performance, rated by each seat's rater. A correction after
/// the debrief is its author's rating of the same performance: where a coach and the agents keep
/// disagreeing, it shows as a difference of their severities. Who corrects an own rating has only
/// the last one counted.
class RatingHistoryReader {
public:
    explicit RatingHistoryReader(PanelOfPacket panel_of) : panel_of_(std::move(panel_of)) {}

    /// A packet or an event as one line of JSON.
    /// @error InvalidData as the decoders say; raters.110: a scale with other labels or another bar
    Result<Done> add_line(std::string_view line);

    /// What has been gathered so far.
    RatingHistory take();

private:
    class Names {
    public:
        std::size_t index_of(const std::string& name, std::vector<std::string>& names);

    private:
        std::map<std::string, std::size_t> numbers_;
    };

    Result<Done> add_packet(const Packet& packet);
    Result<Done> add_event(const Event& event);
    Result<Done> add_feedback(const std::string& performance, const Scale& scale,
                              const Feedback& feedback);
    Result<Done> add_rating(const std::string& performance, const Scale& scale,
                            const std::string& rater, const std::string& signal,
                            const std::string& label);

    PanelOfPacket panel_of_;
    RatingHistory history_;
    Names candidates_;
    Names signals_;
    Names raters_;
    std::map<std::string, Scale> loops_;  ///< of the panel each loop was played with
    /// Where each rating stands, by performance, rater and signal.
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::size_t> places_;
    std::size_t packets_ = 0;
};

}  // namespace halfstep
