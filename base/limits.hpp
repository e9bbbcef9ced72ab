#pragma once

#include <cstddef>
#include <cstdint>

namespace halfstep::limits {

/// Greatest integer that JavaScript, and so every reader of JSON, keeps exactly.
inline constexpr std::int64_t kSafeIntegerMax = (1LL << 53) - 1;
inline constexpr std::size_t kFrameBytesMax = 1 << 20;     ///< one WebSocket message
inline constexpr std::size_t kAnswerBytesMax = 256 << 10;  ///< text of one loop.say
inline constexpr std::size_t kQuestionBytesMax = 8 << 10;  ///< a person's question in a seat
inline constexpr std::size_t kOutboxBytesMax = 8 << 20;    ///< unsent bytes of one connection
inline constexpr std::size_t kOutboxMessagesMax = 4096;    ///< unsent messages of one connection
inline constexpr std::size_t kAudioBytesMax = 25 << 20;    ///< one recording to transcribe
inline constexpr std::size_t kEventsPerLoopMax = 20'000;
inline constexpr std::size_t kLoopsOpenMax = 1'000;
inline constexpr std::size_t kSeatsMax = 12;
inline constexpr std::size_t kSignalsMax = 12;
inline constexpr std::size_t kScaleLabelsMin = 2;
inline constexpr std::size_t kScaleLabelsMax = 12;
inline constexpr std::size_t kLadderLevelsMax = 12;
inline constexpr std::size_t kRoundsMax = 24;
inline constexpr std::size_t kQuestionsMax = 200;
inline constexpr std::size_t kCardsPerFeedbackMax = 200;
inline constexpr std::size_t kRatingsPerFeedbackMax = 24;
inline constexpr std::size_t kListeningTurnsMax = 1'000;   ///< candidate's turns in one feedback
inline constexpr std::size_t kListeningPointsMax = 2'000;  ///< sentences of one turn
inline constexpr std::size_t kVariationsPerLoopMax = 500;
inline constexpr std::size_t kPanelFileBytesMax = 1 << 20;
inline constexpr std::size_t kPacketBytesMax = 16 << 20;
inline constexpr std::size_t kYamlNodesMax = 100'000;
inline constexpr std::size_t kYamlBytesMax = 16 << 20;  ///< values and their places, written out
inline constexpr std::size_t kYamlDepthMax = 40;
inline constexpr std::size_t kIdBytesMax = 100;  ///< names and ids in files and messages

static_assert(kAnswerBytesMax < kFrameBytesMax, "an answer must fit into a frame");
static_assert(kFrameBytesMax < kOutboxBytesMax, "one message must fit into an empty outbox");

}  // namespace halfstep::limits
