#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace halfstep {

/// One way in which a value departs from its schema.
struct SchemaFault {
    std::string pointer;  ///< JSON pointer of the value, or of the key that should not be there
    bool at_key = false;  ///< the key is wrong, not what stands under it
    int number = 0;       ///< of the id: AREA.101 to AREA.113, AREA.201, AREA.202; docs/errors.md
    std::string message;
    std::string hint;
};

/// Every departure of `value` from a JSON Schema (draft-07), in words for the person who wrote the
/// file: at most 500. One schema thus serves editors and this program, and they cannot disagree.
///
/// Known keywords are those our schemas use: type, enum, const, required, properties,
/// additionalProperties, propertyNames (enum), items, minimum, maximum, minLength, maxLength,
/// minItems, maxItems, minProperties, maxProperties, anyOf (told apart by type), allOf,
/// if/then/else and $ref to #/definitions. A pattern is for editors: what it matches has a parser
/// here.
std::vector<SchemaFault> schema_faults(const nlohmann::json& schema, const nlohmann::json& value);

/// The schemas of panel and fragment files, and of candidate files, as shipped for editors.
const nlohmann::json& panel_schema();
const nlohmann::json& candidate_schema();

}  // namespace halfstep
