#pragma once

// The one file that knows which Catch2 this is (2.13 as packaged).
#include <catch2/catch.hpp>
