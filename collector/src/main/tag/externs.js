/** What the tag uses of a browser by its short name. @externs */
var addEventListener;
var innerHeight;
var innerWidth;
var localStorage;
