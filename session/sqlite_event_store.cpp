#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <tuple>

#include "panel/json.hpp"
#include "session/event_store.hpp"

namespace halfstep {
namespace {

// (loop, seq) is the lock: of two writers, one inserts and the other is told.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS loops (
    loop TEXT PRIMARY KEY, panel TEXT NOT NULL, candidate TEXT NOT NULL,
    target_level TEXT NOT NULL, started_ms INTEGER NOT NULL, tokens TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS events (
    loop TEXT NOT NULL REFERENCES loops(loop), seq INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (loop, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sealed (
    loop TEXT NOT NULL REFERENCES loops(loop), seat TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (loop, seat)
) STRICT;
)";
constexpr int kSchemaVersion = 1;
constexpr int kBusyMs = 5000;

Error failed(const SQLite::Exception& error, const std::string& where) {
    return Error{ErrorCode::Io, "store.104", std::string("the store failed: ") + error.what(),
                 where, ""};
}

/// One connection behind a mutex: every append is one durable transaction.
class SqliteEventStore : public EventStore {
public:
    explicit SqliteEventStore(const std::string& path)
        : database_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs) {
        database_.exec("PRAGMA journal_mode=WAL");
        database_.exec("PRAGMA synchronous=FULL");
        database_.exec("PRAGMA foreign_keys=ON");
        database_.exec(kTables);
        database_.exec("PRAGMA user_version=" + std::to_string(kSchemaVersion));
    }

    Result<Done> create(const LoopHead& head) override {
        const std::lock_guard lock(mutex_);
        try {
            SQLite::Statement insert(database_, "INSERT INTO loops VALUES (?, ?, ?, ?, ?, ?)");
            insert.bind(1, head.loop);
            insert.bind(2, head.panel);
            insert.bind(3, head.candidate);
            insert.bind(4, head.target_level);
            insert.bind(5, static_cast<std::int64_t>(head.started_ms));
            insert.bind(6, nlohmann::json(head.tokens).dump());
            insert.exec();
        } catch (const SQLite::Exception& error) {
            if (error.getErrorCode() == SQLITE_CONSTRAINT) {
                return Error{ErrorCode::Conflict, "store.102", "the loop is already there",
                             head.loop, ""};
            }
            return failed(error, head.loop);
        }
        return Done{};
    }

    Result<Done> append(const std::string& loop, std::span<const Event> events,
                        std::span<const SealedFeedback> sealed) override {
        const std::lock_guard lock(mutex_);
        try {
            SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
            if (!exists(loop)) return unknown(loop);
            std::uint64_t seq = last_seq(loop);
            SQLite::Statement insert(database_, "INSERT INTO events VALUES (?, ?, ?)");
            for (const Event& event : events) {
                if (event.seq != ++seq) return lost_race(loop, event.seq);
                insert.bind(1, loop);
                insert.bind(2, static_cast<std::int64_t>(event.seq));
                insert.bind(3, canonical(to_json(event)));
                insert.exec();
                insert.reset();
            }
            SQLite::Statement seal(database_, "INSERT INTO sealed VALUES (?, ?, ?)");
            for (const SealedFeedback& feedback : sealed) {
                seal.bind(1, loop);
                seal.bind(2, feedback.seat);
                seal.bind(3, feedback.json);
                seal.exec();
                seal.reset();
            }
            transaction.commit();
        } catch (const SQLite::Exception& error) {
            if (error.getErrorCode() == SQLITE_CONSTRAINT) {
                return lost_race(loop, events.empty() ? 0 : events.front().seq);
            }
            return failed(error, loop);
        }
        return Done{};
    }

    Result<std::vector<Event>> read(const std::string& loop, std::uint64_t after_seq) override {
        const std::lock_guard lock(mutex_);
        try {
            if (!exists(loop)) return unknown(loop);
            std::vector<Event> events;
            SQLite::Statement rows(
                database_, "SELECT seq, json FROM events WHERE loop = ? AND seq > ? ORDER BY seq");
            rows.bind(1, loop);
            rows.bind(2, static_cast<std::int64_t>(after_seq));
            while (rows.executeStep()) {
                const Result<nlohmann::json> value = parse_json(rows.getColumn(1).getString());
                Result<Event> event =
                    value ? event_from_json(*value) : Result<Event>(value.error());
                if (!event) {
                    Error error = event.error();
                    error.where = loop + " seq " + rows.getColumn(0).getString() + error.where;
                    return error;
                }
                events.push_back(std::move(*event));
            }
            return events;
        } catch (const SQLite::Exception& error) {
            return failed(error, loop);
        }
    }

    Result<std::vector<SealedFeedback>> sealed(const std::string& loop) override {
        const std::lock_guard lock(mutex_);
        try {
            if (!exists(loop)) return unknown(loop);
            std::vector<SealedFeedback> all;
            SQLite::Statement rows(database_,
                                   "SELECT seat, json FROM sealed WHERE loop = ? ORDER BY rowid");
            rows.bind(1, loop);
            while (rows.executeStep()) {
                all.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString()});
            }
            return all;
        } catch (const SQLite::Exception& error) {
            return failed(error, loop);
        }
    }

    Result<std::optional<LoopHead>> head(const std::string& loop) override {
        const std::lock_guard lock(mutex_);
        try {
            SQLite::Statement row(database_, "SELECT * FROM loops WHERE loop = ?");
            row.bind(1, loop);
            if (!row.executeStep()) return std::optional<LoopHead>{};
            return std::optional(head_of(row));
        } catch (const SQLite::Exception& error) {
            return failed(error, loop);
        }
    }

    Result<std::vector<LoopHead>> list() override {
        const std::lock_guard lock(mutex_);
        try {
            std::vector<LoopHead> heads;
            SQLite::Statement rows(database_, "SELECT * FROM loops ORDER BY started_ms DESC, loop");
            while (rows.executeStep()) heads.push_back(head_of(rows));
            return heads;
        } catch (const SQLite::Exception& error) {
            return failed(error, "");
        }
    }

private:
    static Error unknown(const std::string& loop) {
        return Error{ErrorCode::NotFound, "store.101", "there is no such loop", loop, ""};
    }

    static Error lost_race(const std::string& loop, std::uint64_t seq) {
        return Error{ErrorCode::Conflict, "store.103",
                     "another writer was first at seq " + std::to_string(seq), loop,
                     "read the log again and decide anew"};
    }

    bool exists(const std::string& loop) {
        SQLite::Statement row(database_, "SELECT 1 FROM loops WHERE loop = ?");
        row.bind(1, loop);
        return row.executeStep();
    }

    std::uint64_t last_seq(const std::string& loop) {
        SQLite::Statement row(database_, "SELECT MAX(seq) FROM events WHERE loop = ?");
        row.bind(1, loop);
        return row.executeStep() && !row.getColumn(0).isNull()
                   ? static_cast<std::uint64_t>(row.getColumn(0).getInt64())
                   : 0;
    }

    LoopHead head_of(SQLite::Statement& row) {
        LoopHead head;
        head.loop = row.getColumn("loop").getString();
        head.panel = row.getColumn("panel").getString();
        head.candidate = row.getColumn("candidate").getString();
        head.target_level = row.getColumn("target_level").getString();
        head.started_ms = row.getColumn("started_ms").getInt64();
        const nlohmann::json tokens =
            nlohmann::json::parse(row.getColumn("tokens").getString(), nullptr, false);
        if (tokens.is_array()) tokens.get_to(head.tokens);
        head.seq_last = last_seq(head.loop);
        return head;
    }

    std::mutex mutex_;
    SQLite::Database database_;
};

}  // namespace

Result<std::unique_ptr<EventStore>> make_sqlite_event_store(const std::string& path) {
    try {
        return std::unique_ptr<EventStore>(std::make_unique<SqliteEventStore>(path));
    } catch (const SQLite::Exception& error) {
        return Error{ErrorCode::Io, "store.105",
                     std::string("the store cannot be opened: ") + error.what(), path,
                     "check the folder's permissions, or name another with --data"};
    }
}

}  // namespace halfstep
