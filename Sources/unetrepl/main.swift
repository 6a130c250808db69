print("unetrepl")
