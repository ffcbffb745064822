package org.carepromise.kit.webhook;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressRulesTest {

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1/, LOOPBACK",
        "https://127.255.255.254/, LOOPBACK",
        "https://[::1]/, LOOPBACK",
        "https://[0:0:0:0:0:0:0:1]/, LOOPBACK",
        "https://0.0.0.0/, UNSPECIFIED",
        "https://0.1.2.3/, UNSPECIFIED",
        "https://[::]/, UNSPECIFIED",
        "https://10.0.0.1/, PRIVATE",
        "https://172.16.0.1/, PRIVATE",
        "https://172.31.255.255/, PRIVATE",
        "https://192.168.1.1/, PRIVATE",
        "https://[fc00::1]/, PRIVATE",
        "https://[fd12:3456:789a::1]/, PRIVATE",
        "https://[fec0::1]/, PRIVATE",
        "https://[64:ff9b:1::1]/, PRIVATE",
        "https://169.254.169.254/latest/meta-data, LINK_LOCAL",
        "https://[fe80::1]/, LINK_LOCAL",
        "https://[febf::1]/, LINK_LOCAL",
        "https://100.64.0.1/, SHARED",
        "https://100.127.255.255/, SHARED",
        "https://224.0.0.1/, MULTICAST",
        "https://239.255.255.250/, MULTICAST",
        "https://[ff02::1]/, MULTICAST",
        "https://240.0.0.1/, RESERVED",
        "https://255.255.255.255/, RESERVED",
        "https://192.0.0.1/, RESERVED",
        "https://192.88.99.1/, RESERVED",
        "https://198.18.0.1/, RESERVED",
        "https://198.19.255.255/, RESERVED",
        "https://[100::1]/, RESERVED",
        "https://[2001::1]/, RESERVED",
        "https://[4000::1]/, RESERVED",
        "https://192.0.2.1/, DOCUMENTATION",
        "https://198.51.100.7/, DOCUMENTATION",
        "https://203.0.113.7/, DOCUMENTATION",
        "https://[2001:db8::1]/, DOCUMENTATION",
        "https://[3fff::1]/, DOCUMENTATION",
        "https://[::ffff:127.0.0.1]/, MAPPED",
        "https://[::ffff:7f00:1]/, MAPPED",
        "https://[0:0:0:0:0:ffff:10.0.0.1]/, MAPPED",
        "https://[::ffff:8.8.8.8]/, MAPPED",
        "https://[::127.0.0.1]/, MAPPED",
        "https://[::ffff:0:127.0.0.1]/, MAPPED",
        "https://[2002:7f00:1::]/, LOOPBACK",
        "https://[2002:a00:1::1]/, PRIVATE",
        "https://[64:ff9b::7f00:1]/, LOOPBACK",
        "https://[64:ff9b::169.254.169.254]/, LINK_LOCAL",
        "https://2130706433/, SPELLING",
        "https://0x7f000001/, SPELLING",
        "https://0x7f.0.0.1/, SPELLING",
        "https://0X7F.1/, SPELLING",
        "https://0177.0.0.1/, SPELLING",
        "https://017700000001/, SPELLING",
        "https://127.1/, SPELLING",
        "https://127.0.1/, SPELLING",
        "https://127.0.0.01/, SPELLING",
        "https://256.0.0.1/, SPELLING",
        "https://1.2.3.4.5/, SPELLING",
        "https://evil.example.0x1/, SPELLING",
        "https://127.0.0.1./, TRAILING_DOT",
        "https://localhost./, TRAILING_DOT",
        "https://crm.example.org./, TRAILING_DOT",
        "https://localhost/, LOCAL_NAME",
        "https://LocalHost/, LOCAL_NAME",
        "https://crm.localhost/, LOCAL_NAME",
        "https://printer.local/, LOCAL_NAME",
        "https://metadata.google.internal/, LOCAL_NAME",
        "https://router.home.arpa/, LOCAL_NAME",
        "https://postgres/, LOCAL_NAME",
        "https://scheduling.carepromise.svc/, LOCAL_NAME",
        "https://user@crm.example.org/, CREDENTIALS",
        "https://user:word@crm.example.org/, CREDENTIALS",
        "https://crm.example.org@127.0.0.1/, CREDENTIALS",
        "https://@crm.example.org/, CREDENTIALS",
        "http://crm.example.org/, SCHEME",
        "ftp://crm.example.org/, SCHEME",
        "file://crm.example.org/etc/passwd, SCHEME",
        "gopher://crm.example.org/, SCHEME",
        "https://crm.example.org:22/, PORT",
        "https://crm.example.org:25/, PORT",
        "https://crm.example.org:0/, PORT",
        "https://crm.example.org:65536/, PORT"
    })
    void nothingIsSentBehindTheWallsHoweverTheAddressIsSpelt(String url, AddressRefusal refusal) {
        assertThat(AddressRules.ofUrl(WebhookUrl.parse(url).orElseThrow(), false, false))
                .contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example.org/hook?tenant=7",
                "https://crm.example.org:8443/",
                "https://crm.example.org:80/",
                "HTTPS://CRM.Example.ORG",
                "https://8.8.8.8/",
                "https://172.15.255.255/",
                "https://172.32.0.0/",
                "https://100.63.255.255/",
                "https://100.128.0.0/",
                "https://169.253.255.255/",
                "https://[2606:4700::1111]/",
                "https://[2002:808:808::]/",
                "https://[64:ff9b::8.8.8.8]/",
                "https://xn--bcher-kva.example/",
                "https://10.example.org/"
            })
    void whatEverybodyReachesIsReached(String url) {
        assertThat(AddressRules.ofUrl(WebhookUrl.parse(url).orElseThrow(), false, false))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crm.example.org",
                "https:crm.example.org",
                "https:///hook",
                "https://",
                "https://crm example.org/",
                "https://127%2e0.0.1/",
                "https://crm_1.example.org/",
                "https://１２７.0.0.1/",
                "https://ⓛocalhost/",
                "https://[::1",
                "https://[::1%25lo]/",
                "https://[::g]/",
                "https://crm.example.org:port/",
                "https://crm.example.org/#part",
                "https://crm.example.org\\@127.0.0.1/",
                "//crm.example.org/",
                "/hook",
                ""
            })
    void whatIsNoUrlIsNone(String url) {
        assertThat(WebhookUrl.parse(url)).isEmpty();
    }

    @Test
    void besideASandboxLoopbackAndHttpWillDoButNoOtherSpelling() {
        assertThat(sandbox("http://127.0.0.1:9000/")).isEmpty();
        assertThat(sandbox("http://localhost:9000/")).isEmpty();
        assertThat(sandbox("http://[::1]:9000/")).isEmpty();
        assertThat(sandbox("http://2130706433:9000/")).contains(AddressRefusal.SPELLING);
        assertThat(sandbox("ftp://127.0.0.1:9000/")).contains(AddressRefusal.SCHEME);
        assertThat(sandbox("http://user@127.0.0.1:9000/")).contains(AddressRefusal.CREDENTIALS);
    }

    @Test
    void whereACloudTellsItsMachinesTheirSecretsIsRefusedBesideASandboxToo() {
        assertThat(sandbox("http://169.254.169.254/latest")).contains(AddressRefusal.LINK_LOCAL);
        assertThat(sandbox("http://[fe80::1]/")).contains(AddressRefusal.LINK_LOCAL);
        assertThat(sandbox("http://[::ffff:169.254.169.254]/")).contains(AddressRefusal.MAPPED);
    }

    private static Optional<AddressRefusal> sandbox(String url) {
        return AddressRules.ofUrl(WebhookUrl.parse(url).orElseThrow(), true, true);
    }

    @Test
    void whatIsSentIsThePathAndQueryAsTheyWereWritten() {
        var url = WebhookUrl.parse("https://crm.example.org/a%20b?c=d%2Fe").orElseThrow();
        assertThat(url.target()).isEqualTo("/a%20b?c=d%2Fe");
        assertThat(url.port()).isEqualTo(443);
        assertThat(WebhookUrl.parse("https://crm.example.org?c").orElseThrow().target())
                .isEqualTo("/?c");
    }
}
