#include "transport/report_writer.hpp"

#include <algorithm>
#include <string_view>

namespace halfstep {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light}"
    "body{font:11pt/1.5 Georgia,'Liberation Serif',serif;max-width:46em;margin:2.5em auto;"
    "padding:0 1.2em;color:#2a2420;background:#fffcf6;overflow-wrap:anywhere}"
    "h1{font-size:2em;line-height:1.1;margin:0 0 .4em;text-wrap:balance}"
    "h2{font-size:1.3em;margin:2em 0 .5em;border-bottom:2px solid #1d565c;padding-bottom:.15em}"
    "h3{font-size:1.05em;margin:1.4em 0 .3em}"
    "table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{text-align:left;"
    "vertical-align:top;padding:.3em .6em .3em 0;border-bottom:1px solid #ddd0bb}"
    "ul{padding-left:1.1em}li{margin:.35em 0}"
    "blockquote{margin:.15em 0 .15em .9em;font-style:italic}"
    "a{color:#1d565c}a:not(:hover){text-decoration-style:dotted}"
    ".turn{margin:.8em 0;padding-left:.8em;border-left:2px solid #ddd0bb;white-space:pre-wrap}"
    ".turn b{font:600 .8em/1.4 sans-serif;color:#5d5248;display:block}"
    ".turn:target{border-left:4px solid #1d565c;background:#dcebe8}"
    ".code{font:.85em/1.45 monospace}mark{background:none;color:inherit;"
    "text-decoration:underline;text-decoration-color:#94380d;text-underline-offset:.2em}"
    "@page{margin:18mm 16mm}"
    "@media print{body{margin:0;max-width:none;padding:0;background:#fff}"
    "h2,h3{break-after:avoid}li,tr,blockquote{break-inside:avoid}"
    "h2.part{break-before:page}a{color:inherit;text-decoration:none}}";

std::string escaped_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

/// The spans as they cover the text: in order, without overlap, inside it.
std::vector<Span> merged(std::vector<Span> spans, std::size_t length) {
    std::ranges::sort(spans, {}, &Span::begin);
    std::vector<Span> kept;
    for (const Span& span : spans) {
        if (span.begin >= span.end || span.end > length) continue;
        if (!kept.empty() && span.begin <= kept.back().end) {
            kept.back().end = std::max(kept.back().end, span.end);
        } else {
            kept.push_back(span);
        }
    }
    return kept;
}

class HtmlReport : public ReportWriter {
public:
    void title(const std::string& text) override {
        out_ =
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
            "name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" +
            escaped_html(text) + "</title><style>" + std::string(kStyle) +
            "</style></head><body><main>\n";
        put("h1", text);
    }
    void heading(const std::string& text) override {
        close();
        put("h2", text);
    }
    void subheading(const std::string& text) override {
        close();
        put("h3", text);
    }
    void paragraph(const std::string& text) override {
        close();
        put("p", text);
    }
    void item(const std::string& text, const std::vector<ReportQuote>& quotes) override {
        open("ul");
        out_ += "<li>" + escaped_html(text);
        for (const ReportQuote& quote : quotes) {
            const std::string words = "“" + escaped_html(quote.text) + "”";
            out_ += "<blockquote>";
            out_ +=
                quote.place.empty() ? words : "<a href=\"#" + quote.place + "\">" + words + "</a>";
            out_ += "</blockquote>";
        }
        out_ += "</li>\n";
    }
    void row(const std::vector<std::string>& cells, bool head) override {
        if (head) close();
        open("table");
        out_ += "<tr>";
        for (const std::string& cell : cells) {
            out_ += (head ? "<th scope=\"col\">" : "<td>") + escaped_html(cell) +
                    (head ? "</th>" : "</td>");
        }
        out_ += "</tr>\n";
    }
    void turn(const ReportTurn& turn) override {
        close();
        out_ += "<div class=\"turn" + std::string(turn.verbatim ? " code" : "") + "\" id=\"" +
                turn.place + "\"><b>" + escaped_html(turn.speaker) + "</b>";
        std::size_t at = 0;
        const std::size_t length = code_point_count(turn.text);
        for (const Span& span : merged(turn.quoted, length)) {
            out_ += escaped_html(slice(turn.text, {at, span.begin})) + "<mark>" +
                    escaped_html(slice(turn.text, span)) + "</mark>";
            at = span.end;
        }
        out_ += escaped_html(slice(turn.text, {at, length})) + "</div>\n";
    }
    std::string done() override {
        close();
        return out_ + "</main></body></html>\n";
    }

private:
    void put(const std::string& tag, const std::string& text) {
        out_ += "<" + tag + ">" + escaped_html(text) + "</" + tag + ">\n";
    }
    void open(const std::string& tag) {
        if (open_ == tag) return;
        close();
        open_ = tag;
        out_ += "<" + tag + ">\n";
    }
    void close() {
        if (!open_.empty()) out_ += "</" + open_ + ">\n";
        open_.clear();
    }

    std::string out_;
    std::string open_;
};

// One line, with what Markdown or the HTML in it would act on escaped.
std::string escaped_markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

class MarkdownReport : public ReportWriter {
public:
    void title(const std::string& text) override { out_ = "# " + escaped_markdown(text) + "\n"; }
    void heading(const std::string& text) override { block("## ", text); }
    void subheading(const std::string& text) override { block("### ", text); }
    void paragraph(const std::string& text) override { block("", text); }
    void item(const std::string& text, const std::vector<ReportQuote>& quotes) override {
        if (!in_list_) out_ += "\n";
        in_list_ = true;
        out_ += "- " + escaped_markdown(text) + "\n";
        for (const ReportQuote& quote : quotes) {
            const std::string words = escaped_markdown(quote.text);
            out_ += "  > " +
                    (quote.place.empty() ? words : "[" + words + "](#" + quote.place + ")") + "\n";
        }
    }
    void row(const std::vector<std::string>& cells, bool head) override {
        if (head) out_ += "\n";
        in_list_ = false;
        std::string rule = "|";
        out_ += "|";
        for (const std::string& cell : cells) {
            out_ += " " + escaped_markdown(cell) + " |";
            rule += " --- |";
        }
        out_ += "\n";
        if (head) out_ += rule + "\n";
    }
    void turn(const ReportTurn& turn) override {
        in_list_ = false;
        out_ += "\n<a id=\"" + turn.place + "\"></a>**" + escaped_markdown(turn.speaker) + ":** " +
                escaped_markdown(turn.text) + "\n";
    }
    std::string done() override { return out_; }

private:
    void block(const std::string& mark, const std::string& text) {
        in_list_ = false;
        out_ += "\n" + mark + escaped_markdown(text) + "\n";
    }

    std::string out_;
    bool in_list_ = false;
};

}  // namespace

std::unique_ptr<ReportWriter> make_html_report() {
    return std::make_unique<HtmlReport>();
}

std::unique_ptr<ReportWriter> make_markdown_report() {
    return std::make_unique<MarkdownReport>();
}

}  // namespace halfstep
