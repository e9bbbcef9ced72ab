#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "interviewers/model/model_client.hpp"

namespace halfstep {

/// Exchanges with a model in a file: JSON Lines, a head and then one exchange a line with its
/// request as it was sent, the random fence put aside. No key, header or address is ever in it;
/// what was said in the loop is.

/// Speaks to `live` and writes down what it answers. The file is begun anew.
/// @error Io cassette.101: it cannot be written
Result<std::unique_ptr<ModelClient>> make_recording_client(std::unique_ptr<ModelClient> live,
                                                           const std::string& file);

/// Answers from a file, without a network. The same request twice gets the answers in their order,
/// the last of them ever after; calls fail with Unavailable model.115 where there is none.
/// @error NotFound cassette.102: no such file; InvalidData cassette.103 naming the line
Result<std::unique_ptr<ModelClient>> make_cassette_client(const std::string& file);

}  // namespace halfstep
