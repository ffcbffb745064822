package org.carepromise.kit.problem;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnfitRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Visit(String reason, List<Visit> others) {}

    @Test
    void aPointerLeadsThroughFieldsAndLists() {
        assertThat(pointerTo("{\"others\":[{},{\"others\":[{\"reason\":{}}]}]}"))
                .isEqualTo("#/others/1/others/0/reason");
        assertThat(pointerTo("{\"others\":[{},{\"naem\":1}]}")).isEqualTo("#/others/1/naem");
    }

    @Test
    void aNameThatIsNoFieldsIsNotRepeated() {
        assertThat(pointerTo("{\"Ada Moreno\":1}")).isEqualTo("#");
        assertThat(pointerTo("{\"others\":[{\"+1 217 555 0123\":1}]}")).isEqualTo("#/others/0");
        assertThat(pointerTo("{\"" + "x".repeat(41) + "\":1}")).isEqualTo("#");
        assertThat(pointerTo("{\"a/b~c\":1}")).isEqualTo("#");
    }

    @Test
    void whatIsNotJsonIsNamedByLineAndColumn() {
        var problem = problemOf("{\n  \"reason\": Ada\n}");
        assertThat(problem.errors()).containsExactly(new Problem.FieldError("#", "not JSON from line 2, column 13 on"));
    }

    @Test
    void noValueIsRepeated() {
        for (var body : List.of(
                "{\"others\":\"canary\"}",
                "{\"reason\":canary}",
                "{\"canary\"",
                "\"canary\"",
                "{\"reason\":[\"canary\"]}")) {
            assertThat(problemOf(body).errors().toString()).as(body).doesNotContain("canary");
        }
    }

    private static String pointerTo(String body) {
        return problemOf(body).errors().get(0).pointer();
    }

    private static Problem problemOf(String body) {
        try {
            throw new AssertionError("was read: " + JSON.readValue(body, Visit.class));
        } catch (JsonProcessingException misfit) {
            return UnfitRequest.of(misfit);
        }
    }
}
