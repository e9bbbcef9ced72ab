#include "transport/methods.hpp"

#include <fstream>
#include <set>

#include "base/limits.hpp"
#include "base/sha256.hpp"
#include "tests/support/catch.hpp"
#include "tests/transport/method_bench.hpp"

using namespace halfstep;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

struct Folder {
    Folder() : path(fs::temp_directory_path() / ("halfstep-test-" + random_hex(8))) {
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

/// Work done in another folder, as a server stands in some folder.
struct WorkingIn {
    explicit WorkingIn(const fs::path& folder) : before(fs::current_path()) {
        fs::current_path(folder);
    }
    ~WorkingIn() { fs::current_path(before); }
    fs::path before;
};

json started(MethodBench& bench) {
    return bench.call("loop.start", {{"panel", "senior-backend"}})["result"];
}

}  // namespace

TEST_CASE("the interface document and the methods name the same calls", "[transport]") {
    std::set<std::string> described;
    for (const json& method : openrpc_document()["methods"]) {
        CHECK(described.insert(method["name"]).second);
        CHECK(method["paramStructure"] == "by-name");
        for (const json& param : method["params"]) CHECK(param.contains("schema"));
    }
    const std::vector<std::string> names = make_methods().names();
    CHECK(described == std::set<std::string>(names.begin(), names.end()));
    MethodBench bench;
    CHECK(bench.call("rpc.discover")["result"] == openrpc_document());
}

TEST_CASE("every required parameter of the document is asked for", "[transport]") {
    MethodBench bench;
    for (const json& method : openrpc_document()["methods"]) {
        const bool any = std::any_of(method["params"].begin(), method["params"].end(),
                                     [](const json& param) { return param["required"] == true; });
        const json answer = bench.call(method["name"]);
        INFO(method["name"] << " gave " << answer.dump());
        if (any) {
            const json& error = answer["error"];
            CHECK((error["code"] == -32602 || error["code"] == -32003));
        }
        for (const json& param : method["params"]) {
            const json wrong = bench.call(method["name"], {{param["name"], json::array({1})}});
            INFO(wrong.dump());
            CHECK(wrong.contains("error") == (wrong.find("result") == wrong.end()));
            if (param["required"] == true) CHECK(wrong.contains("error"));
        }
    }
}

TEST_CASE("a token opens its own loop only, and the owner's opens all", "[transport]") {
    MethodBench bench;
    const json one = started(bench);
    const json two = started(bench);
    CHECK(bench.error_id("loop.attach", {{"loop", one["loop"]}, {"token", two["coach"]}}) ==
          "loop.102");
    CHECK(bench.error_id("loop.attach", {{"loop", one["loop"]}, {"token", ""}}) == "loop.102");
    CHECK(
        bench.error_id("loop.attach", {{"loop", one["loop"]}, {"token", "owner-secret"}}).empty());
    CHECK(bench.error_id("loop.attach", {{"loop", "L9"}, {"token", "owner-secret"}}) == "loop.101");
    CHECK(bench.error_id("owner.token", {}) == "rpc.110");
    CHECK(bench.error_id("loop.list", {}) == "rpc.111");
    CHECK(bench.call("loop.list", {{"token", "owner-secre"}})["result"].empty());
    bench.local_owner = true;
    CHECK(bench.call("loop.list")["result"].size() == 2);
    CHECK(bench.call("owner.token")["result"]["token"] == "owner-secret");
}

TEST_CASE("files outside the library are not read over the wire", "[transport]") {
    MethodBench bench;
    for (const char* name : {"/etc/passwd", "../library/panels/senior-backend.panel.yaml", "a/b",
                             "..", ".hidden", ""}) {
        CHECK(bench.error_id("panel.get", {{"panel", name}}) == "rpc.106");
        CHECK(bench.error_id("loop.start", {{"panel", name}}) == "rpc.106");
    }
    CHECK(bench.error_id("loop.start", {{"panel", 7}}) == "rpc.105");
    CHECK(bench.call("panel.get", {{"panel", "no-such-panel"}})["error"]["code"] == -32002);
    const json panel = bench.call("panel.get", {{"panel", "senior-backend"}})["result"];
    CHECK(panel["text"].get<std::string>().find("senior-backend") != std::string::npos);
    CHECK(panel["panel"]["name"] == "senior-backend");
}

TEST_CASE("panel health takes loops of the same panel together, each with its own key",
          "[transport]") {
    MethodBench bench;
    const auto panel =
        std::make_shared<const PanelSpec>(bench.library.panel("senior-backend").value());
    PanelSpec changed = *panel;
    changed.signals.front().weights["senior"] = 1;
    json loops = json::array();
    for (std::size_t k = 0; k < 22; ++k) {
        const json loop = started(bench);
        DecidedLoop decided{k < 21 ? panel : std::make_shared<const PanelSpec>(changed), {}};
        decided.packet.panel = panel->name;
        decided.packet.target_level = panel->target_level;
        for (std::size_t s = 0; s < panel->seats.size(); ++s) {
            const SeatSpec& seat = panel->seats[s];
            Feedback feedback;
            feedback.seat = seat.id;
            feedback.rater = "agent:" + seat.id;
            for (const std::string& signal : seat.signals) {
                Rating rating;
                rating.signal = signal;
                rating.label =
                    panel->scale.labels[(k * (s + 3) + s) % panel->scale.labels.size()].label;
                feedback.ratings.push_back(rating);
            }
            decided.packet.feedback.push_back(feedback);
        }
        bench.loops.packets[loop["loop"]] = decided;
        loops.push_back({{"loop", loop["loop"]}, {"token", loop["coach"]}});
    }
    const json health = bench.call("panel.health", {{"loops", loops}})["result"];
    REQUIRE(health["panels"].size() == 2);
    CHECK(health["agreement_from"] == 20);
    CHECK(health["panels"][0]["packets"] == 21);
    CHECK(health["panels"][0]["title"] == panel->title);
    CHECK(health["panels"][0]["alpha"].is_number());
    REQUIRE(health["panels"][0]["seats"].size() == panel->seats.size());
    CHECK(health["panels"][0]["seats"][0]["rated"] == 21);
    CHECK(health["panels"][1]["packets"] == 1);
    CHECK(health["panels"][1]["alpha"].is_null());
    CHECK(health["panels"][1]["effective_seats"].is_null());

    json foreign = loops;
    foreign[3]["token"] = loops[4]["token"];
    CHECK(bench.error_id("panel.health", {{"loops", foreign}}) == "loop.102");
    CHECK(bench.error_id("panel.health", {{"loops", json::array({loops[0], loops[0]})}}) ==
          "params.127");
    CHECK(bench.error_id("panel.health", {{"loops", json::array()}}) == "params.126");
    const json open = started(bench);
    const json refused =
        bench.call("panel.health",
                   {{"loops", {loops[0], {{"loop", open["loop"]}, {"token", "owner-secret"}}}}});
    CHECK(refused["error"]["data"]["id"] == "loop.110");
    CHECK(refused["error"]["data"]["where"] == "/loops/1");
}

TEST_CASE("what is said is checked before it is passed on", "[transport]") {
    MethodBench bench;
    const json loop = started(bench);
    json params = {{"loop", loop["loop"]},
                   {"token", loop["candidate"]},
                   {"key", "k"},
                   {"text", std::string(limits::kAnswerBytesMax, 'x')}};
    CHECK(bench.call("loop.say", params)["result"]["seq"] == 2);
    params["text"] = std::string(limits::kAnswerBytesMax + 1, 'x');
    CHECK(bench.call("loop.say", params)["error"]["code"] == -32005);
    params["text"] = "x";
    params["key"] = "";
    CHECK(bench.error_id("loop.say", params) == "params.122");
    params["key"] = std::string(limits::kIdBytesMax + 1, 'k');
    CHECK(bench.error_id("loop.say", params) == "params.121");
    params["key"] = "k2";
    params["kind"] = "song";
    CHECK(bench.error_id("loop.say", params) == "params.107");
    params["kind"] = "code";
    params["at_ms"] = 1e300;
    CHECK(bench.error_id("loop.say", params) == "params.104");
    params["at_ms"] = 12;
    CHECK(bench.call("loop.say", params)["result"]["seq"] == 3);
}

TEST_CASE("rounds are ended and skipped by name, and time is stopped", "[transport]") {
    MethodBench bench;
    const json loop = started(bench);
    json params = {{"loop", loop["loop"]}, {"token", loop["candidate"]}, {"key", "k"}};
    for (const char* method : {"loop.pause", "loop.resume", "loop.finish_round"}) {
        CHECK(bench.call(method, params)["result"]["seq"].is_number());
    }
    params["round"] = 7;
    CHECK(bench.error_id("loop.skip_round", params) == "params.103");
    params["round"] = "coding";
    CHECK(bench.call("loop.skip_round", params)["result"]["seq"] == 5);
    params.erase("round");
    params.erase("key");
    CHECK(bench.error_id("loop.pause", params) == "params.102");
    const json again = bench.call("loop.redo", params)["result"];
    CHECK(again["tokens"]["candidate"] == again["candidate"]);
    CHECK(bench.call("loop.problem", params)["result"]["tests"].is_object());
}

TEST_CASE("a panel is checked, saved by a coach, and found again", "[transport]") {
    const Folder data;
    MethodBench bench(data.path / "panels");
    const json loop = started(bench);
    const std::string text =
        "format: halfstep/panel\nversion: 1\nname: my-panel\nextends: senior-backend\n";
    CHECK(bench.call("panel.check",
                     {{"text", text}, {"file", "my-panel.panel.yaml"}})["result"]["ok"] == true);
    const json broken = bench.call("panel.check", {{"text", "format: [\n"}})["result"];
    CHECK(broken["ok"] == false);
    CHECK_FALSE(broken["problems"].empty());
    CHECK(broken["panel"].is_null());

    json params = {{"name", "my-panel"}, {"text", text}};
    CHECK(bench.error_id("panel.save", params) == "rpc.112");
    params["loop"] = loop["loop"];
    params["token"] = loop["candidate"];
    CHECK(bench.error_id("panel.save", params) == "rpc.112");
    params["token"] = loop["coach"];
    CHECK(bench.call("panel.save", params)["result"]["version"] == 1);
    CHECK(bench.call("panel.save", params)["result"]["version"] == 1);
    CHECK(bench.call("panel.get", {{"panel", "my-panel"}})["result"]["text"] == text);

    params["name"] = "senior-backend";
    CHECK(bench.error_id("panel.save", params) == "rpc.113");
    for (const char* name : {"../my-panel", "a/b", "", ".x", "UPPER", "a b"}) {
        params["name"] = name;
        CHECK_FALSE(bench.error_id("panel.save", params).empty());
    }
    params["name"] = "broken";
    params["text"] = "format: halfstep/panel\n";
    CHECK(bench.call("panel.save", params)["error"]["code"] == -32001);
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(data.path)) {
        files += entry.is_regular_file() ? 1 : 0;
    }
    CHECK(files == 2);  // the panel and its history
}

TEST_CASE("every save is kept as a version, and nobody's is overwritten unseen", "[transport]") {
    const Folder data;
    MethodBench bench(data.path / "panels");
    const auto text = [](const std::string& title) {
        return "# mine\nformat: halfstep/panel\nversion: 1\nname: mine\nextends: "
               "senior-backend\ntitle: " +
               title + "\n";
    };
    const auto save = [&](const std::string& title, int after) {
        return bench.call("panel.save", {{"name", "mine"},
                                         {"text", text(title)},
                                         {"token", "owner-secret"},
                                         {"author", "Ines"},
                                         {"note", "to " + title},
                                         {"after_version", after}});
    };
    CHECK(save("one", 0)["result"]["version"] == 1);
    CHECK(save("two", 1)["result"]["version"] == 2);
    const json late = save("three", 1);
    CHECK(late["error"]["code"] == -32004);
    CHECK(late["error"]["data"]["id"] == "rpc.118");
    CHECK(late["error"]["message"] == "Ines saved this panel meanwhile");
    CHECK(bench.call("panel.get", {{"panel", "mine"}})["result"]["version"] == 2);

    const json versions = bench.call("panel.versions", {{"name", "mine"}})["result"];
    REQUIRE(versions.size() == 2);
    CHECK(versions[0]["note"] == "to one");
    CHECK(versions[0]["role"] == "owner");
    CHECK_FALSE(versions[0].contains("text"));
    CHECK(bench.call("panel.version", {{"name", "mine"}, {"version", 1}})["result"]["text"] ==
          text("one"));
    CHECK(bench.error_id("panel.version", {{"name", "mine"}, {"version", 9}}) == "rpc.121");
    CHECK(bench.call("panel.versions", {{"name", "../mine"}})["result"].empty());

    // A file changed by hand is kept before it is replaced; half a line is no version.
    std::ofstream(data.path / "panels" / "mine.panel.yaml") << text("by hand");
    std::ofstream(data.path / "panels" / "mine.history.jsonl", std::ios::app) << "{\"version\": 3,";
    CHECK(save("four", 2)["result"]["version"] == 4);
    CHECK(bench.call("panel.version", {{"name", "mine"}, {"version", 3}})["result"]["text"] ==
          text("by hand"));
    const json listed = bench.call("panel.list")["result"];
    for (const json& entry : listed) {
        CHECK(entry["saved"] == (entry["name"] == "mine"));
    }
}

TEST_CASE("a panel is tried on a sample candidate beside its base", "[transport]") {
    MethodBench bench;
    const std::string text =
        "format: halfstep/panel\nversion: 1\nname: strict\nextends: senior-backend\n"
        "signals:\n  - {id: behavioral, floors: {senior: strong_hire}}\n";
    const std::string name = "ines";
    const json trial =
        bench.call("panel.try", {{"text", text}, {"candidate", name}, {"base", "senior-backend"}});
    INFO(trial.dump().substr(0, 400));
    const json& result = trial["result"];
    CHECK(result["fits"] == true);
    CHECK(result["tried"]["panel"] == "strict");
    CHECK(result["tried"]["verdict"]["outcome"] != "hire");
    CHECK(result["base"]["verdict"]["format"] == "halfstep/verdict");
    CHECK(result["changed"]["decision"] == true);
    CHECK(result["changed"]["ratings"].empty());
    CHECK_FALSE(result["changed"]["reasons_new"].empty());
    const std::string no_rounds =
        "format: halfstep/panel\nversion: 1\nname: p\nsignals:\n  - {id: a}\nseats:\n"
        "  - {id: a, signals: [a]}\n";
    const json other = bench.call("panel.try", {{"text", no_rounds}, {"candidate", name}});
    CHECK(other["result"]["fits"] == false);
    CHECK(other["result"]["tried"].is_null());
    CHECK(bench.error_id("panel.try", {{"text", text}, {"candidate", "/etc/passwd"}}) == "rpc.106");
    CHECK(bench.error_id("panel.try", {{"text", "format: ["}, {"candidate", name}}) == "yaml.101");
    CHECK(bench.error_id("panel.try", {{"text", text}, {"candidate", name}, {"base", "../x"}}) ==
          "rpc.106");

    const json power = bench.call("panel.power", {{"text", text}})["result"]["levels"];
    REQUIRE_FALSE(power.empty());
    double sum = 0;
    for (const json& signal : power[0]["signals"]) sum += signal["power"].get<double>();
    CHECK(sum == Approx(1));
    CHECK(bench.error_id("panel.power", {{"text", ""}}) != "");
}

TEST_CASE("no client opens a file by its path, not even one beside the server", "[transport]") {
    const Folder folder;
    const fs::path library = fs::path(HALFSTEP_SOURCE_DIR) / "scenarios" / "library";
    fs::copy_file(library / "panels" / "default-five.panel.yaml", folder.path / "beside.yaml");
    fs::copy_file(library / "candidates" / "ines.candidate.yaml", folder.path / "ines.json");
    MethodBench bench;
    const WorkingIn here(folder.path);
    REQUIRE(bench.library.panel_at("beside.yaml"));
    REQUIRE(bench.library.candidate_at("ines.json"));
    const std::string text = "format: halfstep/panel\nversion: 1\nname: p\nextends: ";
    const json packet = {
        {"format", "halfstep/packet"}, {"version", 1}, {"feedback", json::array()}};
    for (const std::string& path :
         {std::string("beside.yaml"), std::string("./beside.yaml"),
          std::string("../") + folder.path.filename().string() + "/beside.yaml",
          (folder.path / "beside.yaml").string(), std::string("panels/default-five.panel.yaml")}) {
        INFO(path);
        const bool plain = path == "beside.yaml";
        const std::string refused = plain ? "panel.404" : "rpc.106";
        CHECK(bench.error_id("panel.get", {{"name", path}}) == refused);
        CHECK(bench.error_id("loop.start", {{"panel", path}}) == refused);
        json with_path = packet;
        with_path["panel"] = path;
        CHECK(bench.error_id("debrief.run", {{"packet", with_path}}) == refused);
        CHECK(bench.error_id("panel.try", {{"text", text + "senior-backend\n"},
                                           {"candidate", "ines"},
                                           {"base", path}}) == refused);
        const std::string no_base = plain ? "panel.404" : "panel.140";
        const json extending = {{"text", text + path + "\n"}};
        CHECK(bench.call("panel.check", extending)["result"]["problems"][0]["id"] == no_base);
        CHECK(bench.error_id("panel.power", extending) == no_base);
    }
    for (const char* method : {"panel.try", "sample.open"}) {
        const json params = {{"text", text + "senior-backend\n"}, {"candidate", "ines.json"}};
        CHECK(bench.error_id(method, params) == "candidate.404");
    }
}

TEST_CASE("a transcript is read, given roles by whoever reads it, and imported", "[transport]") {
    MethodBench bench;
    const json read = bench.call(
        "transcript.read", {{"text",
                             "# design\nDana: Why a queue?\nSam: It absorbs bursts.\nDana: And?\n"
                             "Sam: Pages me.\n"}})["result"];
    REQUIRE(read["names"].size() == 2);
    CHECK(read["names"][0] ==
          json({{"name", "Dana"}, {"turns", 2}, {"questions", 2}, {"speaker", nullptr}}));
    CHECK(read["rounds"][0]["round"] == "design");
    CHECK(read["rounds"][0]["turns"][1]["text"] == "It absorbs bursts.");
    CHECK(bench.error_id("transcript.read", {{"text", "  "}}) == "transcript.123");
    const json transcript = {
        {"format", "halfstep/transcript"},
        {"version", 1},
        {"rounds",
         {{{"round", "design"}, {"turns", {{{"speaker", "candidate"}, {"text", "A queue."}}}}}}}};
    const json imported =
        bench.call("loop.import", {{"panel", "senior-backend"}, {"transcript", transcript}});
    CHECK(imported["result"]["loop"] == "L1");
    CHECK(bench.error_id("loop.import", {{"panel", "senior-backend"},
                                         {"transcript", {{"format", "halfstep/packet"}}}}) ==
          "transcript.108");
    CHECK(bench.error_id("loop.import", {{"panel", "senior-backend"}}) == "params.102");
}

TEST_CASE("what a person in a seat asks is read before it is passed on", "[transport]") {
    MethodBench bench;
    const json loop = started(bench);
    const json access = {{"loop", loop["loop"]}, {"token", loop["coach"]}, {"key", "k1"}};
    const auto with = [&](json more) {
        more.update(access);
        return more;
    };
    CHECK(bench.call(
              "seat.take",
              with({{"seat", "design"}, {"name", "Ines"}, {"conducts", true}}))["result"]["seq"] ==
          2);
    CHECK(bench.call("seat.ask", with({{"seat", "design"}, {"text", "Why?"}}))["result"]["seq"] ==
          3);
    CHECK(bench.error_id("seat.take", with({{"seat", "design"},
                                            {"name", std::string(200, 'x')}})) == "params.121");
    const auto start = [&](const json& humans) {
        return bench.error_id("loop.start", {{"panel", "senior-backend"}, {"human_seats", humans}});
    };
    CHECK(start(json::array({{{"seat", "design"}, {"deadline_minutes", 30}}})).empty());
    CHECK(start(json::array({{{"name", "x"}}})) == "params.102");
    CHECK(start(json::array({{{"seat", "design"}, {"deadline_minutes", -1}}})) == "params.104");
    CHECK(start(json::array({1})) == "params.101");
}

TEST_CASE("a server without a data folder does not save panels", "[transport]") {
    MethodBench bench;
    const std::string text =
        "format: halfstep/panel\nversion: 1\nname: mine\nextends: senior-backend\n";
    CHECK(bench.error_id("panel.save",
                         {{"name", "mine"}, {"text", text}, {"token", "owner-secret"}}) ==
          "rpc.116");
}

TEST_CASE("a packet from anywhere is debriefed and nothing is kept", "[transport]") {
    MethodBench bench;
    json feedback = json::array();
    for (const char* signal : {"coding", "design", "behavioral", "project", "hiring_manager"}) {
        feedback.push_back({{"seat", signal},
                            {"rater", "human:a"},
                            {"abstained", nullptr},
                            {"ratings",
                             {{{"signal", signal},
                               {"rating", "hire"},
                               {"confidence", "high"},
                               {"cards", json::array()}}}},
                            {"cards", json::array()},
                            {"summary", ""}});
    }
    const json packet = {{"format", "halfstep/packet"},
                         {"version", 1},
                         {"target_level", "senior"},
                         {"candidate", "C"},
                         {"feedback", feedback}};
    const json verdict = bench.call("debrief.run", {{"packet", packet}});
    INFO(verdict.dump());
    CHECK(verdict["result"]["outcome"] == "hire");
    CHECK(verdict["result"]["level"] == "senior");
    CHECK(
        bench.call("debrief.run", {{"packet", packet}, {"policy", "nonsense"}}).contains("error"));
    CHECK(bench.call("debrief.run", {{"packet", {{"format", "x"}}}})["error"]["code"] == -32001);
    json sneaky = packet;
    sneaky["panel"] = "/etc/passwd";
    CHECK(bench.error_id("debrief.run", {{"packet", sneaky}}) == "rpc.106");
    CHECK(bench.loops.list()->empty());
}

TEST_CASE("feedback, changes, corrections and comments are read before they are passed on",
          "[transport]") {
    MethodBench bench;
    const json loop = started(bench);
    const json access = {{"loop", loop["loop"]}, {"token", loop["coach"]}};
    const auto with = [&](json more) {
        more.update(access);
        return more;
    };
    const json feedback = {{"seat", "design"},       {"rater", "human:a"},
                           {"abstained", "no time"}, {"ratings", json::array()},
                           {"cards", json::array()}, {"summary", ""}};
    CHECK(bench.call("seat.submit",
                     with({{"seat", "design"}, {"feedback", feedback}}))["result"]["seq"] == 2);
    CHECK(bench.error_id("seat.submit", with({{"seat", "coding"}, {"feedback", feedback}})) ==
          "params.124");
    CHECK(bench.error_id("variation.create", with({{"changes", json::array()}})) == "params.125");
    CHECK(bench.call("variation.create",
                     with({{"changes", {{{"change", "fly"}}}}}))["error"]["code"] == -32602);
    const json change = {{"change", "set_level"}, {"level", "mid"}};
    CHECK(bench.call("variation.create",
                     with({{"changes", {change}}, {"name", "n"}}))["result"]["changes"] == 1);
    CHECK(bench.call("variation.change",
                     with({{"variation", "v1"}, {"deleted", true}}))["result"]["seq"] == 3);
    CHECK(bench.call("loop.correct", with({{"seat", "a"},
                                           {"signal", "b"},
                                           {"rating", "hire"},
                                           {"reason", "heard"}}))["result"]["kind"] == "own_round");
    CHECK(bench.error_id("loop.correct",
                         with({{"seat", "a"}, {"signal", "b"}, {"rating", "hire"}})) ==
          "params.102");
    CHECK(bench.error_id("loop.comment", with({{"text", std::string(20'000, 'x')}})) ==
          "params.123");
    CHECK(bench.call("loop.comment", with({{"text", "well"}, {"card", "d1"}}))["result"]["seq"] ==
          4);
    const json points = bench.call("loop.progress", access)["result"];
    REQUIRE(points.size() == 2);
    CHECK(points[0]["p_target"].is_null());
    CHECK(points[1]["p_target"] == 0.25);
}
