package org.carepromise.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Loads {@code demo.json} through the public API, once per data folder; what an interrupted load left out is added. */
final class DemoData {

    private static final Map<String, ?> LOADER =
            Map.of("role", "admin", "subject", "demo-loader", "sites", List.of("*"), "pools", List.of("*"));

    private final URI gateway;
    private final DemoProgress progress;
    private final JsonNode demo;

    DemoData(URI gateway, DemoProgress progress) {
        this.gateway = gateway;
        this.progress = progress;
        try (InputStream file = DemoData.class.getResourceAsStream("demo.json")) {
            this.demo = new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return false if there was nothing left to load
     * @throws GatewayClient.Refused names the first piece that was refused; the pieces before it stay
     */
    boolean load() throws InterruptedException {
        if (progress.isComplete()) {
            return false;
        }
        GatewayClient admin = GatewayClient.as(gateway, LOADER);
        for (JsonNode visitType : demo.get("visitTypes")) {
            make(
                    admin,
                    "/v1/visit-types",
                    "demo-visit-type-" + visitType.get("id").asText(),
                    visitType.deepCopy());
        }
        makeAll(admin, "/v1/resources", "demo-resource-", demo.get("resources"));
        makeAll(admin, "/v1/callback-rosters", "demo-callback-roster-", demo.get("callbackRosters"));
        for (JsonNode provider : demo.get("providers")) {
            ObjectNode body = provider.deepCopy();
            make(admin, "/v1/providers", providerKey(body.remove("key")), body);
        }
        for (JsonNode template : demo.get("sessionTemplates")) {
            ObjectNode body = template.deepCopy();
            String key = "demo-session-template-" + body.remove("key").asText();
            body.put(
                    "provider", progress.idOf(providerKey(body.get("provider"))).orElseThrow());
            make(admin, "/v1/session-templates", key, body);
        }
        makeAll(admin, "/v1/threads", "demo-thread-", demo.get("threads"));
        progress.complete();
        return true;
    }

    private void makeAll(GatewayClient admin, String path, String prefix, JsonNode all) throws InterruptedException {
        for (JsonNode each : all) {
            ObjectNode body = each.deepCopy();
            make(admin, path, prefix + body.remove("key").asText(), body);
        }
    }

    private static String providerKey(JsonNode key) {
        return "demo-provider-" + key.asText();
    }

    private void make(GatewayClient admin, String path, String key, ObjectNode body) throws InterruptedException {
        if (progress.idOf(key).isPresent()) {
            return;
        }
        GatewayClient.Answer answer = admin.post(path, body, key);
        boolean thereAlready = answer.status() == 409 && answer.code().equals("visit-type-exists");
        progress.made(
                key,
                thereAlready
                        ? body.get("id").asText()
                        : answer.required(201).body().path("id").asText());
    }
}
