#pragma once

#include <memory>

#include "panel/interviewer.hpp"

namespace halfstep {

/// The interviewer that needs no network, key or model. Pure: what it says is a function of the
/// view and the moment.
std::unique_ptr<Interviewer> make_embedded_interviewer();

}  // namespace halfstep
