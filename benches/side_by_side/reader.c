/* A minimal client on OpenSSL: connects, sends standard input, reads to the end, prints the number of octets received.
 * reader PORT CA.pem < requests */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char requests[1 << 20], answers[256 << 10];

static int fail(const char *what)
{
    fprintf(stderr, "reader: %s\n", what);
    ERR_print_errors_fp(stderr);
    return 1;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    unsigned long long total = 0;
    size_t length, got, wrote;
    int one = 1;

    if (argc != 3)
        return fail("reader PORT CA.pem < requests");
    length = fread(requests, 1, sizeof requests, stdin);
    address.sin_port = htons((unsigned short)atoi(argv[1]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        return fail("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context || !SSL_CTX_load_verify_locations(context, argv[2], NULL))
        return fail("CA");
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL *ssl = SSL_new(context);
    if (!ssl || !SSL_set_fd(ssl, fd) || SSL_connect(ssl) != 1)
        return fail("handshake");
    if (!SSL_write_ex(ssl, requests, length, &wrote) || wrote != length)
        return fail("write");
    while (SSL_read_ex(ssl, answers, sizeof answers, &got))
        total += got;
    printf("%llu\n", total);
    return 0;
}
