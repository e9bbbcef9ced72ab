#include "transport/pages.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "interviewers/model/transcriber.hpp"
#include "transport/log.hpp"
#include "transport/report.hpp"
#include "transport/wire_error.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

// The page runs its own scripts only; blob: and wasm are for workers it makes itself.
constexpr std::string_view kPagePolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'";
constexpr std::string_view kReportPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

struct Target {
    std::string path;
    std::string query;
};

Target split(const std::string& target) {
    const std::size_t question_mark = target.find('?');
    if (question_mark == std::string::npos) return {target, ""};
    return {target.substr(0, question_mark), target.substr(question_mark + 1)};
}

// What a candidate's code runs in: an opaque origin that reaches nothing but the runtimes.
std::string runner_policy(const std::string& host) {
    const std::string own = "http://" + host;
    return "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; "
           "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob: " +
           own + "/runner/ " + own + "/py/; worker-src blob: data:; connect-src " + own +
           "/runner/ " + own + "/py/; frame-ancestors 'self'";
}

bool is_plain_host(std::string_view host) {
    return !host.empty() && host.size() < 256 &&
           host.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
               ".-:[]") == std::string_view::npos;
}

void add_security(HttpAnswer& answer, std::string_view path, const std::string& host) {
    auto& headers = answer.headers;
    const bool runner = path.starts_with("/runner/") || path.starts_with("/py/");
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("Referrer-Policy", "no-referrer");
    headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Embedder-Policy", "require-corp");
    headers.emplace_back("Cross-Origin-Resource-Policy", runner ? "cross-origin" : "same-origin");
    if (runner) headers.emplace_back("Access-Control-Allow-Origin", "*");
    for (const auto& [name, value] : headers) {
        if (name == "Content-Security-Policy") return;
    }
    headers.emplace_back("Content-Security-Policy",
                         runner ? runner_policy(is_plain_host(host) ? host : "127.0.0.1")
                                : std::string(kPagePolicy));
}

HttpAnswer secured(HttpAnswer answer, const HttpQuestion& question) {
    add_security(answer, question.target, question.host);
    return answer;
}

HttpAnswer text_answer(std::string text, std::string type) {
    HttpAnswer answer;
    answer.content_type = std::move(type);
    answer.body = std::make_shared<const std::string>(std::move(text));
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

// /loops/ID/WHAT
struct LoopPath {
    std::string loop;
    std::string what;
};

std::optional<LoopPath> loop_path(std::string_view path) {
    constexpr std::string_view kPrefix = "/loops/";
    if (!path.starts_with(kPrefix)) return std::nullopt;
    path.remove_prefix(kPrefix.size());
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::optional<std::string> loop = percent_decoded(path.substr(0, slash));
    const std::string_view what = path.substr(slash + 1);
    const bool known =
        what == "packet.json" || what == "log.jsonl" || what == "report" || what == "transcription";
    if (!loop || !known) return std::nullopt;
    return LoopPath{*loop, std::string(what)};
}

std::string bearer(std::string_view header) {
    constexpr std::string_view kScheme = "bearer ";
    if (header.size() <= kScheme.size()) return "";
    for (std::size_t k = 0; k < kScheme.size(); ++k) {
        if (std::tolower(static_cast<unsigned char>(header[k])) != kScheme[k]) return "";
    }
    header.remove_prefix(kScheme.size());
    return std::string(header);
}

HttpAnswer wants_token() {
    HttpAnswer answer =
        error_answer({ErrorCode::Refused, "http.101", "this needs a token", "Authorization",
                      "send \"Authorization: Bearer TOKEN\" with a token of this loop"});
    answer.status = 401;
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

HttpAnswer not_allowed(const char* methods) {
    HttpAnswer answer = text_answer(std::string("only ") + methods + " is answered here\n",
                                    "text/plain; charset=utf-8");
    answer.status = 405;
    answer.headers.emplace_back("Allow", methods);
    return answer;
}

HttpAnswer config_answer(const Services& services) {
    Json config{{"transcription", services.transcriber != nullptr}, {"model", nullptr}};
    if (!services.model.empty()) {
        config["model"] = {{"name", services.model}, {"seats", services.model_seats}};
    }
    return text_answer(config.dump() + "\n", "application/json");
}

HttpAnswer loop_answer(Services& services, const LoopPath& path, const std::string& query,
                       const HttpQuestion& question) {
    const std::string token = bearer(question.authorization);
    if (token.empty()) return wants_token();
    const Result<Caller> caller = caller_of(services, path.loop, token);
    if (!caller) return error_answer(caller.error());
    if (path.what == "log.jsonl") {
        Result<std::string> log = services.loops.log(path.loop, *caller);
        if (!log) return error_answer(log.error());
        return text_answer(std::move(*log), "application/jsonl; charset=utf-8");
    }
    const Result<Json> debrief = services.loops.debrief(path.loop, *caller);
    if (!debrief) return error_answer(debrief.error());
    if (path.what == "packet.json") {
        return text_answer(debrief->at("packet").dump(), "application/json");
    }
    if (query == "format=md") {
        return text_answer(report_markdown(*debrief), "text/markdown; charset=utf-8");
    }
    HttpAnswer answer = text_answer(report_html(*debrief), "text/html; charset=utf-8");
    answer.headers.emplace_back("Content-Security-Policy", kReportPolicy);
    return answer;
}

HttpAnswer routed(const Pages& pages, const Target& target, const HttpQuestion& question) {
    if (question.method != "GET" && question.method != "HEAD") return not_allowed("GET, HEAD");
    if (target.path == "/healthz") return text_answer("ok\n", "text/plain; charset=utf-8");
    if (target.path == "/readyz") {
        HttpAnswer answer =
            text_answer(pages.draining ? "draining\n" : "ready\n", "text/plain; charset=utf-8");
        answer.status = pages.draining ? 503 : 200;
        return answer;
    }
    if (target.path == "/metrics") {
        return text_answer(pages.metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
    }
    if (target.path == "/openrpc.json") {
        return text_answer(openrpc_document().dump(), "application/json");
    }
    if (target.path == "/config.json") return config_answer(pages.services);
    if (const std::optional<LoopPath> path = loop_path(target.path)) {
        if (path->what == "transcription") return not_allowed("POST");
        return loop_answer(pages.services, *path, target.query, question);
    }
    return pages.files.get(target.path, question);
}

}  // namespace

HttpAnswer error_answer(const Error& error) {
    const Json body = {{"error",
                        {{"id", error.id},
                         {"message", error.message},
                         {"where", error.where},
                         {"hint", error.hint}}}};
    HttpAnswer answer = text_answer(
        body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", "application/json");
    answer.status = wire_code(error.code).http;
    return answer;
}

bool is_recording(const HttpQuestion& question) {
    if (question.method != "POST") return false;
    const std::optional<LoopPath> path = loop_path(split(question.target).path);
    return path && path->what == "transcription";
}

std::optional<HttpAnswer> refuse_recording(Services& services, const HttpQuestion& question) {
    const LoopPath path = *loop_path(split(question.target).path);
    const std::string token = bearer(question.authorization);
    if (token.empty()) return secured(wants_token(), question);
    const Result<Caller> caller = caller_of(services, path.loop, token);
    if (!caller) return secured(error_answer(caller.error()), question);
    if (caller->role != Role::Candidate && caller->role != Role::Seat) {
        return secured(error_answer({ErrorCode::Refused, "loop.123", "this role may not speak",
                                     "Authorization", "send the candidate's token, or a seat's"}),
                       question);
    }
    if (!services.transcriber) {
        return secured(
            error_answer({ErrorCode::Unavailable, "transcription.101",
                          "this server cannot turn speech into text", "",
                          "type, or start it with --transcription-url and --transcription-model"}),
            question);
    }
    return std::nullopt;
}

HttpAnswer transcribe_recording(Services& services, const HttpQuestion& question,
                                const std::string& audio, const std::string& content_type,
                                std::stop_token stop) {
    const Result<Transcription> heard =
        services.transcriber->transcribe(audio, content_type, std::move(stop));
    if (!heard) return secured(error_answer(heard.error()), question);
    Json segments = Json::array();
    for (const SpokenSegment& segment : heard->segments) {
        segments.push_back(
            {{"at_ms", segment.at_ms}, {"until_ms", segment.until_ms}, {"text", segment.text}});
    }
    const Json body{{"text", heard->text}, {"segments", std::move(segments)}};
    return secured(text_answer(body.dump() + "\n", "application/json"), question);
}

HttpAnswer plain_answer(int status, std::string_view text) {
    HttpAnswer answer = text_answer(std::string(text), "text/plain; charset=utf-8");
    answer.status = status;
    add_security(answer, "/", "");
    return answer;
}

HttpAnswer Pages::answer(const HttpQuestion& question) const {
    const Target target = split(question.target);
    HttpAnswer answer;
    try {
        answer = routed(*this, target, question);
    } catch (const std::exception& problem) {
        log_error(std::string("a bug while answering HTTP: ") + problem.what());
        answer =
            error_answer({ErrorCode::Bug, "rpc.199", "the server met a bug of its own in this call",
                          "", "please report it with what you did; the log has the details"});
    }
    add_security(answer, target.path, question.host);
    return answer;
}

}  // namespace halfstep
