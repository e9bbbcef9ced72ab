#include "base/rng.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

nlohmann::json reference() {
    std::ifstream file(HALFSTEP_SOURCE_DIR "/tests/golden/reference/vectors.json");
    return nlohmann::json::parse(file)["s0_numerics"];
}

}  // namespace

TEST_CASE("mix64, uniform01, gauss and the quantile equal the reference", "[base]") {
    const nlohmann::json vectors = reference();
    for (const std::uint64_t x : {0ULL, 1ULL, 42ULL}) {
        const std::string key = "mix64(" + std::to_string(x) + ")";
        CHECK(std::to_string(mix64(x)) == vectors[key].get<std::string>());
    }
    for (std::uint64_t i = 0; i < 3; ++i) {
        for (std::uint64_t j = 0; j < 2; ++j) {
            const double u = vectors["u01(seed=7,i=0..2,j=0..1)"][i][j];
            const double z = vectors["gauss(seed=7,i=0..2,j=0..1)"][i][j];
            CHECK(uniform01(7, i, j) == u);
            CHECK(std::fabs(gauss(7, i, j) - z) < 1e-14);
        }
    }
    for (const auto& [p, z] : vectors["ppf"].items()) {
        CHECK(std::fabs(normal_quantile(std::stod(p)) - z.get<double>()) < 1e-14);
    }
}
