#include "transport/report.hpp"

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kStyle =
    "body{font:11pt/1.45 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}"
    "h1{font-size:1.5em;margin:0 0 .2em}h2{font-size:1.15em;margin:1.6em 0 .4em;"
    "border-bottom:1px solid #999}h3{font-size:1em;margin:1.1em 0 .3em}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.25em .6em .25em 0;border-bottom:1px solid #ddd}"
    "blockquote{margin:.2em 0 .2em 1em;font-style:italic}.quiet{color:#555}"
    "@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}li,tr{break-inside:avoid}}";

std::string text_at(const Json& object, const char* key) {
    if (!object.is_object()) return "";
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& list_at(const Json& object, const char* key) {
    static const Json none = Json::array();
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

const Json& object_at(const Json& object, const char* key) {
    static const Json none = Json::object();
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : none;
}

std::string spaced(std::string text) {
    for (char& c : text) {
        if (c == '_') c = ' ';
    }
    return text;
}

/// Writes one report in one of two forms; the order of what is said is the same in both.
class Writer {
public:
    virtual ~Writer() = default;
    virtual void title(const std::string& text) = 0;
    virtual void heading(const std::string& text) = 0;
    virtual void subheading(const std::string& text) = 0;
    virtual void paragraph(const std::string& text) = 0;
    virtual void item(const std::string& text, const std::string& quote) = 0;
    virtual void row(const std::vector<std::string>& cells, bool head) = 0;
    virtual std::string done() = 0;
};

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

class HtmlWriter : public Writer {
public:
    void title(const std::string& text) override {
        out_ = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
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
    void item(const std::string& text, const std::string& quote) override {
        open("ul");
        out_ += "<li>" + escaped_html(text);
        if (!quote.empty()) out_ += "<blockquote>“" + escaped_html(quote) + "”</blockquote>";
        out_ += "</li>\n";
    }
    void row(const std::vector<std::string>& cells, bool head) override {
        open("table");
        out_ += "<tr>";
        for (const std::string& cell : cells) {
            out_ += (head ? "<th scope=\"col\">" : "<td>") + escaped_html(cell) +
                    (head ? "</th>" : "</td>");
        }
        out_ += "</tr>\n";
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

class MarkdownWriter : public Writer {
public:
    void title(const std::string& text) override { out_ = "# " + escaped_markdown(text) + "\n"; }
    void heading(const std::string& text) override { block("## ", text); }
    void subheading(const std::string& text) override { block("### ", text); }
    void paragraph(const std::string& text) override { block("", text); }
    void item(const std::string& text, const std::string& quote) override {
        if (!in_list_) out_ += "\n";
        in_list_ = true;
        out_ += "- " + escaped_markdown(text) + "\n";
        if (!quote.empty()) out_ += "  > " + escaped_markdown(quote) + "\n";
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
    std::string done() override { return out_; }

private:
    void block(const std::string& mark, const std::string& text) {
        in_list_ = false;
        out_ += "\n" + mark + escaped_markdown(text) + "\n";
    }

    std::string out_;
    bool in_list_ = false;
};

void write_verdict(Writer& writer, const Json& verdict) {
    writer.paragraph("Asked for: " + text_at(verdict, "target_level") +
                     ". Policy: " + spaced(text_at(verdict, "policy")) + ".");
    const Json& interval = object_at(verdict, "interval");
    const std::string low = outcome_text(object_at(interval, "low"));
    const std::string high = outcome_text(object_at(interval, "high"));
    if (!low.empty() && low != high) {
        writer.paragraph("The evidence leaves room between: " + low + " and " + high + ".");
    }
    if (!list_at(verdict, "reasons").empty()) writer.heading("Why");
    for (const Json& reason : list_at(verdict, "reasons")) {
        writer.item(text_at(reason, "text"), "");
    }
    if (!list_at(verdict, "flips").empty()) writer.heading("What would have changed it");
    for (const Json& flip : list_at(verdict, "flips")) {
        std::string raises;
        for (const auto& [signal, steps] : object_at(flip, "raise").items()) {
            if (!raises.empty()) raises += " and ";
            raises +=
                spaced(signal) + " higher by " + steps.dump() + (steps == 1 ? " step" : " steps");
        }
        writer.item(raises + ": " + outcome_text(flip), "");
    }
    if (!list_at(verdict, "contradictions").empty()) writer.heading("Where the seats disagreed");
    for (const Json& contradiction : list_at(verdict, "contradictions")) {
        std::string line = spaced(text_at(contradiction, "kind"));
        const std::string resolution = text_at(contradiction, "resolution");
        if (!resolution.empty()) line += ": " + resolution;
        writer.item(line, "");
    }
}

void write_feedback(Writer& writer, const Json& feedback) {
    writer.subheading("Seat: " + spaced(text_at(feedback, "seat")));
    const std::string abstained = text_at(feedback, "abstained");
    if (!abstained.empty()) {
        writer.paragraph("Abstained: " + abstained);
        return;
    }
    if (!text_at(feedback, "summary").empty()) writer.paragraph(text_at(feedback, "summary"));
    if (!list_at(feedback, "ratings").empty()) {
        writer.row({"Signal", "Rating", "Confidence"}, true);
        for (const Json& rating : list_at(feedback, "ratings")) {
            const std::string label = text_at(rating, "rating");
            writer.row(
                {spaced(text_at(rating, "signal")), label.empty() ? "not observed" : spaced(label),
                 text_at(rating, "confidence")},
                false);
        }
    }
    for (const Json& card : list_at(feedback, "cards")) {
        const std::string note = text_at(card, "note");
        writer.item(spaced(text_at(card, "signal")) + ", " + text_at(card, "polarity") +
                        (note.empty() ? "" : ": " + note),
                    text_at(card, "quote"));
    }
}

std::string report(Writer& writer, const Json& debrief) {
    const Json& verdict = object_at(debrief, "verdict");
    const Json& packet = object_at(debrief, "packet");
    const std::string candidate = text_at(packet, "candidate");
    writer.title((candidate.empty() ? "" : candidate + ": ") + outcome_text(verdict));
    write_verdict(writer, verdict);
    writer.heading("Feedback");
    for (const Json& feedback : list_at(packet, "feedback")) write_feedback(writer, feedback);
    return writer.done();
}

}  // namespace

std::string outcome_text(const Json& ruling) {
    const std::string outcome = text_at(ruling, "outcome");
    const std::string level = text_at(ruling, "level");
    const std::string at = level.empty() ? "" : " at " + level;
    if (outcome == "hire") return "Hire" + at;
    if (outcome == "down_level")
        return "Hire at a lower level" + (level.empty() ? "" : ": " + level);
    if (outcome == "no_hire") return "No hire";
    if (outcome == "more_signal") return "More signal needed" + at;
    return spaced(outcome);
}

std::string report_html(const Json& debrief) {
    HtmlWriter writer;
    return report(writer, debrief);
}

std::string report_markdown(const Json& debrief) {
    MarkdownWriter writer;
    return report(writer, debrief);
}

}  // namespace halfstep
