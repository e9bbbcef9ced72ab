#include "app/model_flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>

namespace halfstep {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool on_this_machine(const std::string& url) {
    constexpr std::array kHosts{"127.0.0.1", "localhost", "[::1]"};
    const std::string host = url.substr(url.find("://") + 3);
    return std::ranges::any_of(kHosts, [&](const std::string& name) {
        return host == name || host.starts_with(name + ":") || host.starts_with(name + "/");
    });
}

/// A service's address, and that a key sent there is not sent in the clear.
Result<Done> check_address(const std::string& url, const std::string& option, bool with_key) {
    const bool plain = url.starts_with("http://");
    if ((!plain && !url.starts_with("https://")) ||
        url.find_first_of(" \t\r\n?#@") != std::string::npos) {
        return Error{ErrorCode::InvalidArgument, "usage.110",
                     "\"" + url + "\" is not a base address", option,
                     "write it as http://127.0.0.1:8080/v1 or https://HOST/v1"};
    }
    if (plain && with_key && !on_this_machine(url)) {
        return Error{ErrorCode::InvalidArgument, "usage.111",
                     "the key would travel unencrypted to " + url, option,
                     "use https://, or unset the key"};
    }
    return Done{};
}

}  // namespace

void add_transcription_flags(CLI::App& command, TranscriptionFlags& flags) {
    command
        .add_option("--transcription-url", flags.url,
                    "Base address of an OpenAI-compatible speech service, such as "
                    "http://127.0.0.1:8000/v1; its key is read from HALFSTEP_TRANSCRIPTION_KEY")
        ->envname("HALFSTEP_TRANSCRIPTION_URL");
    command.add_option("--transcription-model", flags.model, "The model it should use")
        ->envname("HALFSTEP_TRANSCRIPTION_MODEL");
}

Result<std::optional<TranscriptionOptions>> transcription_options(const TranscriptionFlags& flags) {
    if (flags.url.empty() && flags.model.empty()) return std::optional<TranscriptionOptions>();
    if (flags.url.empty() || flags.model.empty()) {
        return Error{ErrorCode::InvalidArgument, "usage.110",
                     "a speech service needs its address and a model",
                     flags.url.empty() ? "--transcription-url" : "--transcription-model",
                     "give both, or neither"};
    }
    TranscriptionOptions options;
    options.url = flags.url;
    options.model = flags.model;
    options.key = environment("HALFSTEP_TRANSCRIPTION_KEY");
    const Result<Done> sound =
        check_address(flags.url, "--transcription-url", !options.key.empty());
    if (!sound) return sound.error();
    return std::optional(std::move(options));
}

}  // namespace halfstep
