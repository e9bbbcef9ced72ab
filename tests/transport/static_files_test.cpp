#include "transport/static_files.hpp"

#include <fstream>

#include "base/sha256.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
namespace fs = std::filesystem;

namespace {

struct Site {
    Site() : root(fs::temp_directory_path() / ("halfstep-site-" + random_hex(8))) {
        put("dist/index.html", "<html>");
        put("dist/assets/app-1a2b.js", "plain");
        put("dist/assets/app-1a2b.js.gz", "zipped");
        put("dist/assets/app-1a2b.js.br", "brotli");
        put("dist/with space.txt", "space");
        put("dist/.env", "hidden");
        put("secret.txt", "secret");
        fs::create_symlink(root / "secret.txt", root / "dist" / "link.txt");
    }
    ~Site() { fs::remove_all(root); }
    void put(const std::string& name, const std::string& text) {
        fs::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text;
    }
    HttpAnswer get(const std::string& path, const std::string& encodings = "",
                   const std::string& tag = "") const {
        HttpQuestion question;
        question.accept_encoding = encodings;
        question.if_none_match = tag;
        return StaticFiles(root / "dist").get(path, question);
    }
    fs::path root;
};

std::string header(const HttpAnswer& answer, const std::string& name) {
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return "";
}

}  // namespace

TEST_CASE("files are sent with their type, and the page's own routes are the page", "[transport]") {
    const Site site;
    for (const char* page : {"/", "/index.html", "/board/L1", "/assets/nothing"}) {
        const HttpAnswer answer = site.get(page);
        INFO(page);
        CHECK(answer.status == 200);
        CHECK(*answer.body == "<html>");
        CHECK(answer.content_type == "text/html; charset=utf-8");
        CHECK(header(answer, "Cache-Control") == "no-cache");
    }
    const HttpAnswer script = site.get("/assets/app-1a2b.js");
    CHECK(script.content_type == "text/javascript; charset=utf-8");
    CHECK(header(script, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(*site.get("/with%20space.txt").body == "space");
    CHECK(site.get("/missing.js").status == 404);
}

TEST_CASE("a compressed neighbour goes to who takes it", "[transport]") {
    const Site site;
    const std::string path = "/assets/app-1a2b.js";
    CHECK(*site.get(path, "gzip, deflate, br").body == "brotli");
    CHECK(*site.get(path, "gzip").body == "zipped");
    CHECK(header(site.get(path, "gzip"), "Content-Encoding") == "gzip");
    CHECK(site.get(path, "gzip").content_type == "text/javascript; charset=utf-8");
    CHECK(*site.get(path, "br;q=0, gzip;q=0.5").body == "zipped");
    CHECK(*site.get(path, "deflate, xbr").body == "plain");
    CHECK(header(site.get(path), "Content-Encoding").empty());
}

TEST_CASE("a known file is answered with 304 and no body", "[transport]") {
    const Site site;
    const std::string tag = header(site.get("/"), "ETag");
    CHECK(site.get("/", "", tag).status == 304);
    CHECK(site.get("/", "", tag).body->empty());
    CHECK(site.get("/", "", "\"other\"").status == 200);
    const std::string path = "/assets/app-1a2b.js";
    CHECK(header(site.get(path, "gzip"), "ETag") != header(site.get(path), "ETag"));
}

TEST_CASE("nothing outside of the folder is sent, however it is written", "[transport]") {
    const Site site;
    for (const char* path :
         {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt",
          "/assets/..%2f..%2fsecret.txt", "/.env", "/%2eenv", "/link.txt", "/..\\secret.txt",
          "//etc/hostname.x", "/%00.txt", "/%zz.txt", "/%2", "/secret.txt%00.js"}) {
        const HttpAnswer answer = site.get(path);
        INFO(path);
        CHECK(answer.status == 404);
        CHECK(answer.body->find("secret") == std::string::npos);
    }
}

TEST_CASE("without a built page the server says how to build it", "[transport]") {
    const HttpAnswer answer = StaticFiles("/no/such/folder").get("/", {});
    CHECK(answer.status == 404);
    CHECK(answer.body->find("script/run") != std::string::npos);
}
