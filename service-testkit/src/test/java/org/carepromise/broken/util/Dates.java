package org.carepromise.broken.util;

class Dates {}
