package org.carepromise.messaging;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.carepromise.testkit.NoticeTexts;

class NoticeTextsTest {

    @Test
    void everyTextExistsInBothLanguagesIsEasyToReadAndNamesTheWayToAPerson() {
        NoticeTexts.check(Path.of(System.getProperty("repository.root", ".."), "messaging-service"));
    }
}
