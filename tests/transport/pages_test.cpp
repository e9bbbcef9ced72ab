#include "transport/pages.hpp"

#include "tests/support/catch.hpp"
#include "tests/transport/method_bench.hpp"

using namespace halfstep;
using nlohmann::json;

namespace {

struct Bench : MethodBench {
    HttpAnswer get(const std::string& target, const std::string& authorization = "",
                   const std::string& method = "GET") {
        const Pages pages{services, metrics, files, draining};
        HttpQuestion question;
        question.method = method;
        question.target = target;
        question.authorization = authorization;
        question.host = "127.0.0.1:8787";
        return pages.answer(question);
    }

    Metrics metrics{{"loop.say"}};
    StaticFiles files{"/no/such/folder"};
    std::atomic<bool> draining = false;
};

std::string header(const HttpAnswer& answer, const std::string& name) {
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return "";
}

}  // namespace

TEST_CASE("health, readiness, metrics and the interface are served", "[transport]") {
    Bench bench;
    CHECK(*bench.get("/healthz").body == "ok\n");
    CHECK(bench.get("/readyz?x=1").status == 200);
    bench.draining = true;
    CHECK(bench.get("/readyz").status == 503);
    CHECK(bench.get("/healthz").status == 200);
    CHECK(bench.get("/metrics").body->find("halfstep_connections 0") != std::string::npos);
    CHECK(json::parse(*bench.get("/openrpc.json").body) == openrpc_document());
    CHECK(bench.get("/healthz", "", "DELETE").status == 405);
}

TEST_CASE("a loop's pages need its token", "[transport]") {
    Bench bench;
    const std::string loop = bench.loops.start({})->loop;
    const std::string base = "/loops/" + loop;
    for (const char* what : {"/packet.json", "/log.jsonl", "/report"}) {
        CHECK(bench.get(base + what).status == 401);
        CHECK(header(bench.get(base + what), "WWW-Authenticate") == "Bearer");
        CHECK(bench.get(base + what, "Bearer wrong").status == 403);
        CHECK(bench.get(base + what, "Basic coach-" + loop).status == 401);
        CHECK(bench.get("/loops/L9" + std::string(what), "Bearer x").status == 404);
    }
    const std::string coach = "Bearer coach-" + loop;
    CHECK(bench.get(base + "/log.jsonl", coach).status == 200);
    CHECK(bench.get(base + "/log.jsonl", "bearer coach-" + loop).status == 200);
    const HttpAnswer early = bench.get(base + "/packet.json", coach);
    CHECK(early.status == 403);
    CHECK(json::parse(*early.body)["error"]["id"] == "loop.110");
    REQUIRE(bench.loops.finish(loop, {}, "k"));
    CHECK(json::parse(*bench.get(base + "/packet.json", coach).body).contains("candidate"));
    const HttpAnswer report = bench.get(base + "/report", coach);
    CHECK(report.content_type == "text/html; charset=utf-8");
    CHECK(report.body->find("<script>") == std::string::npos);
    CHECK(header(report, "Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(header(report, "Cache-Control") == "no-store");
    CHECK(bench.get(base + "/report?format=md", coach).content_type ==
          "text/markdown; charset=utf-8");
}

TEST_CASE("every page is isolated, and the runner's can reach nothing", "[transport]") {
    Bench bench;
    for (const char* target : {"/", "/healthz", "/nothing.js", "/loops/x/report", "/runner/"}) {
        const HttpAnswer answer = bench.get(target);
        INFO(target);
        CHECK(header(answer, "Cross-Origin-Opener-Policy") == "same-origin");
        CHECK(header(answer, "Cross-Origin-Embedder-Policy") == "require-corp");
        CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
        CHECK(header(answer, "Referrer-Policy") == "no-referrer");
        CHECK_FALSE(header(answer, "Content-Security-Policy").empty());
    }
    CHECK(header(bench.get("/"), "Content-Security-Policy").find("sandbox") == std::string::npos);
    const HttpAnswer runner = bench.get("/runner/index.html");
    const std::string policy = header(runner, "Content-Security-Policy");
    CHECK(policy.find("sandbox allow-scripts; default-src 'none'") == 0);
    CHECK(policy.find("connect-src http://127.0.0.1:8787/runner/") != std::string::npos);
    CHECK(header(runner, "Cross-Origin-Resource-Policy") == "cross-origin");
    CHECK(header(bench.get("/"), "Cross-Origin-Resource-Policy") == "same-origin");
}
