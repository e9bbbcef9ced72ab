#include <nlohmann/json.hpp>

#include "panel/json.hpp"
#include "transport/loop_access.hpp"
#include "transport/methods.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

Result<Json> seq_or_error(const Result<std::uint64_t>& seq) {
    if (!seq) return seq.error();
    return Json{{"seq", *seq}};
}

Result<Json> seat_take(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    SeatTaken taken;
    taken.seat = reader.text("seat");
    taken.key = reader.text("key");
    taken.name = reader.text_or("name", "");
    taken.conducts = reader.flag_or("conducts", false);
    check_length(reader, "seat", taken.seat);
    check_length(reader, "name", taken.name);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return seq_or_error(context.services.loops.take_seat(who->loop, who->caller, taken));
}

Result<Json> seat_ask(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    AskQuestion question;
    question.seat = reader.text("seat");
    question.key = reader.text("key");
    question.text = reader.text("text");
    question.question = reader.text_or("question", "");
    check_length(reader, "seat", question.seat);
    check_length(reader, "question", question.question);
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    return seq_or_error(context.services.loops.ask(who->loop, who->caller, question));
}

Result<Json> seat_submit(const Json& params, CallContext& context) {
    JsonReader reader(params, "", "params");
    const std::string seat = reader.text("seat");
    check_length(reader, "seat", seat);
    const Json* given = reader.find("feedback");
    if (!given) reader.fail(102, "/", "\"feedback\" is missing", "add it");
    const Result<LoopAccess> who = loop_access(reader, context);
    if (!who) return who.error();
    Json object = *given;
    if (object.is_object() && !object.contains("seat")) object["seat"] = seat;
    Result<Feedback> feedback = feedback_from_json(object, "/feedback");
    if (!feedback) return feedback.error();
    if (feedback->seat != seat) {
        return Error{ErrorCode::InvalidArgument, "params.124",
                     "the feedback says seat \"" + feedback->seat + "\"", "/feedback/seat",
                     "write \"" + seat + "\""};
    }
    return seq_or_error(context.services.loops.submit_feedback(who->loop, who->caller, *feedback));
}

}  // namespace

void add_seat_methods(RpcDispatcher& methods) {
    methods.add("seat.take", seat_take);
    methods.add("seat.ask", seat_ask);
    methods.add("seat.submit", seat_submit);
}

}  // namespace halfstep
