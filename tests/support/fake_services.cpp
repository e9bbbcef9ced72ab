#include "tests/support/fake_services.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace halfstep {

FakeServices& FakeServices::get() {
    static FakeServices services;
    return services;
}

FakeServices::FakeServices() {
    int input[2];
    int output[2];
    if (pipe(input) != 0 || pipe(output) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
        dup2(input[0], 0);
        dup2(output[1], 1);
        for (const int end : {input[0], input[1], output[0], output[1]}) close(end);
        const char* script = HALFSTEP_SOURCE_DIR "/tests/support/fake_services.py";
        execlp("python3", "python3", script, static_cast<char*>(nullptr));
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    stdin_ = input[1];
    std::string line;
    for (char byte = 0; read(output[0], &byte, 1) == 1 && byte != '\n';) line += byte;
    close(output[0]);
    if (!line.starts_with("port ")) throw std::runtime_error("the fake services did not start");
    std::istringstream ports(line.substr(5));
    ports >> port_ >> tls_port_;
}

FakeServices::~FakeServices() {
    close(stdin_);
    waitpid(process_, nullptr, 0);
}

std::string FakeServices::url(const std::string& behaviour) {
    return "http://127.0.0.1:" + std::to_string(port_) + "/" + behaviour + "/c" +
           std::to_string(++callers_) + "/v1";
}

std::string FakeServices::tls_url(const std::string& behaviour) {
    return "https://127.0.0.1:" + std::to_string(tls_port_) + "/" + behaviour + "/c" +
           std::to_string(++callers_) + "/v1";
}

nlohmann::json FakeServices::seen(const std::string& url) const {
    const std::string path = url.substr(url.find('/', 8));
    const std::string request = "GET " + path.substr(0, path.size() - 2) +
                                "seen HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (connect(peer, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        write(peer, request.data(), request.size()) > 0) {
        char bytes[4096];
        for (ssize_t size = 0; (size = read(peer, bytes, sizeof bytes)) > 0;) {
            answer.append(bytes, static_cast<std::size_t>(size));
        }
    }
    close(peer);
    return nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
}

}  // namespace halfstep
