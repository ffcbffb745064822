package org.carepromise.bench;

import java.util.Map;

/** A POST of JSON. */
record Asked(String path, Map<String, String> headers, String body) {}
