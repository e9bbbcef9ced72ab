#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/sha256.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "session/scripted_loop.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

const std::vector<std::string_view> kTurnKinds = {"speech", "code", "run", "drawing"};

Result<Json> seq_or_error(const Result<std::uint64_t>& seq) {
    if (!seq) return seq.error();
    return Json{{"seq", *seq}};
}

constexpr std::int64_t kDeadlineMinutesMax = 100'000;  // as in a panel file

/// [{seat, name?, conducts?, deadline_minutes?}]
std::vector<HumanSeat> human_seats(JsonReader& reader) {
    std::vector<HumanSeat> seats;
    const Json& values = reader.array_or_empty("human_seats");
    if (values.size() > limits::kSeatsMax) {
        reader.fail(125, "/human_seats", "more people than a panel has seats");
    }
    for (std::size_t k = 0; k < values.size() && reader.ok(); ++k) {
        JsonReader item(values[k], "/human_seats/" + std::to_string(k), "params");
        HumanSeat seat;
        seat.seat = item.text("seat");
        seat.name = item.text_or("name", "");
        seat.conducts = item.flag_or("conducts", false);
        seat.deadline_minutes = item.optional_integer("deadline_minutes", 0, kDeadlineMinutesMax);
        check_length(item, "name", seat.name);
        if (!item.ok()) reader.absorb(item.error());
        seats.push_back(std::move(seat));
    }
    return seats;
}

Result<Json> started_or_error(const Result<StartedLoop>& started) {
    if (!started) return started.error();
    return to_json(*started);
}

/// Plays a candidate of the library through the panel it was written for.
Result<Json> sample_open(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string name = reader.text("candidate");
    if (!reader.ok()) return bad_params(reader.error());
    if (!is_library_name(name)) {
        return Error{ErrorCode::InvalidArgument, "rpc.106",
                     "\"" + name.substr(0, 100) + "\" is not a library name", "/candidate",
                     "candidate.list names them"};
    }
    Result<CandidateScript> script = context.services.library.candidate(name);
    if (!script) return script.error();
    const Result<PanelSpec> panel = context.services.library.panel(script->panel);
    if (!panel) return panel.error();
    Result<PlayedLoop> played = play(*panel, *script, script->target_level, 1);
    if (!played) return played.error();
    std::get<LoopStarted>(played->events.front().body).candidate = script->title;
    return started_or_error(context.services.loops.adopt(std::move(played->events)));
}

Result<Json> loop_summary(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return context.services.loops.summary(who->loop, who->caller);
}

std::optional<std::uint64_t> seed_of(JsonReader& reader) {
    const auto seed = reader.optional_integer("seed", 0, limits::kSafeIntegerMax);
    if (!seed) return std::nullopt;
    return static_cast<std::uint64_t>(*seed);
}

Result<Json> loop_start(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<StartRequest> request = start_request(reader, context);
    if (!request) return request.error();
    return started_or_error(context.services.loops.start(*request));
}

Result<Json> loop_redo(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::optional<std::uint64_t> seed = seed_of(reader);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return started_or_error(context.services.loops.redo(who->loop, who->caller, seed));
}

Result<Json> loop_attach(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const auto after_seq =
        static_cast<std::uint64_t>(reader.integer_or("after_seq", 0, 0, limits::kSafeIntegerMax));
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    const Result<Done> attached = context.attachments.attach(who->loop, who->caller, after_seq);
    if (!attached) return attached.error();
    return Json{{"loop", who->loop},
                {"role", to_text(who->caller.role)},
                {"seat", who->caller.seat},
                {"after_seq", after_seq}};
}

Result<Json> loop_detach(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string loop = reader.text("loop");
    if (!reader.ok()) return bad_params(reader.error());
    context.attachments.detach(loop);
    return Json{{"loop", loop}};
}

Result<Json> loop_say(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    SayRequest request;
    request.key = reader.text("key");
    request.text = reader.text("text");
    request.partial = reader.flag_or("partial", false);
    request.continues = reader.flag_or("continues", false);
    request.kind = static_cast<TurnKind>(reader.choice_or("kind", kTurnKinds, 0));
    request.at_ms = reader.optional_integer("at_ms", 0, limits::kSafeIntegerMax);
    request.until_ms = reader.optional_integer("until_ms", 0, limits::kSafeIntegerMax);
    check_length(reader, "key", request.key);
    if (reader.ok() && request.key.empty()) {
        reader.fail(122, "/key", "a key must not be empty",
                    "make one per command, and send it again with a retry");
    }
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    if (request.text.size() > limits::kAnswerBytesMax) {
        return Error{ErrorCode::TooLarge, "params.123",
                     "an answer is at most " + std::to_string(limits::kAnswerBytesMax) + " bytes",
                     "/text", "send it in parts with \"partial\": true"};
    }
    return seq_or_error(context.services.loops.say(who->loop, who->caller, request));
}

/// A command that is nothing but its key.
Result<Json> with_key(const Json& params, CallContext& context,
                      Result<std::uint64_t> (LoopService::*act)(const std::string&, const Caller&,
                                                                const std::string&)) {
    JsonReader reader(params, "", "params");
    const std::string key = reader.text("key");
    check_length(reader, "key", key);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return seq_or_error((context.services.loops.*act)(who->loop, who->caller, key));
}

Result<Json> finish_round(const Json& params, CallContext& context, bool skipped) {
    JsonReader reader(params, "", "params");
    FinishRequest request{reader.text("key"), reader.text_or("round", ""), skipped};
    check_length(reader, "key", request.key);
    check_length(reader, "round", request.round);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return seq_or_error(context.services.loops.finish_round(who->loop, who->caller, request));
}

Result<Json> loop_finish_round(const Json& params, CallContext& context) {
    return finish_round(params, context, false);
}

Result<Json> loop_skip_round(const Json& params, CallContext& context) {
    return finish_round(params, context, true);
}

Result<Json> loop_pause(const Json& params, CallContext& context) {
    return with_key(params, context, &LoopService::pause);
}

Result<Json> loop_resume(const Json& params, CallContext& context) {
    return with_key(params, context, &LoopService::resume);
}

Result<Json> loop_work(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    const Result<Done> noted = context.services.loops.note_work(who->loop, who->caller);
    if (!noted) return noted.error();
    return Json{{"loop", who->loop}};
}

Result<Json> loop_problem(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return context.services.loops.problem(who->loop, who->caller);
}

Result<Json> loop_finish(const Json& params, CallContext& context) {
    return with_key(params, context, &LoopService::finish);
}

std::string role_of(const LoopHead& head, const std::string& token_sha256) {
    for (const auto& [role, hash] : head.tokens) {
        if (equal_constant_time(hash, token_sha256)) return role;
    }
    return "";
}

Result<Json> loop_list(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string token = reader.text_or("token", "");
    if (!reader.ok()) return bad_params(reader.error());
    const bool owner =
        token.empty() ? context.local_owner : is_owner_token(context.services, token);
    if (token.empty() && !owner) {
        return Error{ErrorCode::Refused, "rpc.111", "a list of loops needs a token", "/token",
                     "pass a token that loop.start gave"};
    }
    const Result<std::vector<LoopHead>> heads = context.services.loops.list();
    if (!heads) return heads.error();
    const std::string token_sha256 = sha256_hex(token);
    Json loops = Json::array();
    for (const LoopHead& head : *heads) {
        const std::string role = owner ? "coach" : role_of(head, token_sha256);
        if (role.empty()) continue;
        loops.push_back({{"loop", head.loop},
                         {"panel", head.panel},
                         {"candidate", head.candidate},
                         {"target_level", head.target_level},
                         {"started_ms", head.started_ms},
                         {"seq_last", head.seq_last},
                         {"role", role}});
    }
    return loops;
}

}  // namespace

Result<StartRequest> start_request(JsonReader& reader, CallContext& context) {
    StartRequest request;
    request.target_level = reader.text_or("target_level", "");
    request.candidate = reader.text_or("candidate", "");
    check_length(reader, "target_level", request.target_level);
    check_length(reader, "candidate", request.candidate);
    request.seed = seed_of(reader);
    request.human_seats = human_seats(reader);
    const Json* panel = reader.find("panel");
    if (!panel) reader.fail(102, "/", "\"panel\" is missing", "panel.list names the panels");
    if (!reader.ok()) return bad_params(reader.error());
    Result<PanelSpec> spec = panel_named(context.services, *panel, "/panel");
    if (!spec) return spec.error();
    request.panel = std::move(*spec);
    return request;
}

Json to_json(const StartedLoop& started) {
    Json result = {{"loop", started.loop}, {"tokens", started.tokens}};
    for (const char* role : {"candidate", "coach", "observer"}) {
        const auto token = started.tokens.find(role);
        if (token != started.tokens.end()) result[role] = token->second;
    }
    return result;
}

void add_loop_methods(RpcDispatcher& methods) {
    methods.add("loop.start", loop_start);
    methods.add("loop.attach", loop_attach);
    methods.add("loop.detach", loop_detach);
    methods.add("loop.say", loop_say);
    methods.add("loop.finish_round", loop_finish_round);
    methods.add("loop.skip_round", loop_skip_round);
    methods.add("loop.pause", loop_pause);
    methods.add("loop.resume", loop_resume);
    methods.add("loop.work", loop_work);
    methods.add("loop.redo", loop_redo);
    methods.add("loop.problem", loop_problem);
    methods.add("loop.finish", loop_finish);
    methods.add("loop.list", loop_list);
    methods.add("loop.summary", loop_summary);
    methods.add("sample.open", sample_open);
}

}  // namespace halfstep
