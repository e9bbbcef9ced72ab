#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/utf8.hpp"

namespace halfstep {

/// Words of the candidate in a report, and the turn of the transcript they stand in.
struct ReportQuote {
    std::string text;
    std::string place;  ///< as ReportTurn::place; empty: not in the transcript
};

/// A turn of the transcript, which quotes lead to.
struct ReportTurn {
    std::string place;  ///< letters, digits and '-' only, unique in the report
    std::string speaker;
    std::string text;
    bool verbatim = false;     ///< code and the like: lines are kept
    std::vector<Span> quoted;  ///< code points that cards quote; may overlap, may be off
};

/// Writes one report in one of two forms; the order of what is said is the same in both. Everything
/// given is text: what HTML or Markdown would act on is escaped.
class ReportWriter {
public:
    virtual ~ReportWriter() = default;
    virtual void title(const std::string& text) = 0;
    virtual void heading(const std::string& text) = 0;
    virtual void subheading(const std::string& text) = 0;
    virtual void paragraph(const std::string& text) = 0;
    virtual void item(const std::string& text, const std::vector<ReportQuote>& quotes) = 0;
    virtual void row(const std::vector<std::string>& cells, bool head) = 0;
    virtual void turn(const ReportTurn& turn) = 0;
    virtual std::string done() = 0;
};

/// Stands alone: no script, no outside file; breaks pages before parts and not within an item.
std::unique_ptr<ReportWriter> make_html_report();
std::unique_ptr<ReportWriter> make_markdown_report();

}  // namespace halfstep
