package org.carepromise.messaging.attachment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteRangeTest {

    @Test
    void onePartIsCutToTheFileAndAnythingElseIsTheWhole() {
        assertThat(ByteRange.of("bytes=0-9", 100)).contains(new ByteRange(0, 9));
        assertThat(ByteRange.of("bytes=90-", 100)).contains(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=90-500", 100)).contains(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-10", 100)).contains(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-500", 100)).contains(new ByteRange(0, 99));
        for (var whole : new String[] {null, "", "bytes=-", "bytes=5-1", "bytes=0-1,3-4", "lines=0-1"}) {
            assertThat(ByteRange.of(whole, 100)).isEmpty();
        }
    }

    @Test
    void whatTheFileDoesNotHaveIsBeyondIt() {
        for (var beyond : new String[] {"bytes=100-", "bytes=100-200", "bytes=-0"}) {
            assertThatThrownBy(() -> ByteRange.of(beyond, 100)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
