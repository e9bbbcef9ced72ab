#pragma once

#include <optional>
#include <string>
#include <vector>

#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// One rating moved after reading the others.
struct Revision {
    std::string seat;
    std::string rater;
    std::string signal;
    std::string from;
    std::string to;
    std::string reason;
    std::vector<std::string> cards;  ///< evidence the seat had not seen
    bool simulated = false;          ///< by a loud seat's pull, not by the rater
    bool founded = true;             ///< false: it rests on nothing new and never counts
};

/// The cards a revision can rest on: those it cites, else all that other seats hold on the signal
/// and this one does not. Sorted.
std::vector<std::string> unseen_evidence(const Packet& packet, const Feedback& feedback,
                                         const Rating& rating);
/// Whether a revised rating may count: it rests on evidence its seat had not seen. In a packet
/// without any cards the other ratings are all there was to read, and it may.
bool is_founded(const Packet& packet, const Feedback& feedback, const Rating& rating);

/// A packet after discussion: revisions the raters wrote are kept; where a seat of the panel is
/// loud, every other seat that had not seen its evidence on the signal is pulled towards it by
/// loudness x (1 - own stubbornness). First ratings never change.
struct Discussed {
    Packet packet;
    std::vector<Revision> revisions;
    double shift = 0;  ///< mean size of the revisions over all ratings that could move, steps
};

/// True when anything was or would be revised; otherwise discuss() would change nothing.
bool has_discussion(const Packet& packet, const PanelSpec& panel);
Discussed discuss(const Packet& packet, const PanelSpec& panel);

}  // namespace halfstep
