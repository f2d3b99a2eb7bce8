title = "x"
date = "2020-01-02"
slug = "y"
