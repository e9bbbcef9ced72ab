#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "panel/observation.hpp"
#include "panel/panel_spec.hpp"
#include "panel/transcript.hpp"

/// The embedded interviewer's own sentences. None of them praises, teaches or says what is looked
/// for; which of several is used depends on the seed, how it begins on the persona's warmth.
namespace halfstep {

inline constexpr std::size_t kProbeWordings = 3;
using Wordings = std::array<std::string_view, kProbeWordings>;

/// Ways to ask for what is missing.
const Wordings& probes(ObservationKind gap);
/// The gap a sentence of `probes` asks for, when the text ends with one.
std::optional<ObservationKind> probe_gap(std::string_view text);

const Wordings& interruptions();
const Wordings& nudges();
/// After what the brief says otherwise.
const Wordings& brief_misfits();

std::string opening(const SeatSpec& seat, const RoundSpec& round, std::uint64_t seed);
std::string time_warning(std::int64_t minutes_left, double warmth);
std::string closing(bool out_of_time, double warmth);

/// A short acknowledgement for warm interviewers, with a trailing space; empty for curt ones.
/// Never begins with the word that what the interviewer said last began with.
std::string acknowledgement(double warmth, std::uint64_t seed, std::string_view said_last);

/// From one question to the next, with a trailing space; begins as `acknowledgement` does.
std::string transition(double warmth, std::uint64_t seed, std::string_view said_last);

/// What the interviewer said last; empty before it has said anything.
std::string_view said_last(const RoundRecord& record);

/// The first wording, from one picked by the seed on, that was not used yet.
std::optional<std::string> unused(const Wordings& wordings, std::uint64_t seed,
                                  const std::set<std::string>& used);

}  // namespace halfstep
